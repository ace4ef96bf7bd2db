// A host that goes away and comes back at the same address with the same data, as the pages that were opened from it need it.
import type { HostProcess } from '../../support/host-process.ts'

/** The program is gone at once, as in a power cut. Answers how it comes back. */
export async function killed(host: HostProcess): Promise<() => Promise<void>> {
  const { port } = host
  await host.kill()
  return () => host.start(port)
}

/** The program is asked to stop. Answers how it comes back. */
export async function stopped(host: HostProcess): Promise<() => Promise<void>> {
  const { port } = host
  await host.stop()
  return () => host.start(port)
}
