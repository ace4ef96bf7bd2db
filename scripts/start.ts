// `npm start`: the desktop app; where it cannot be shown, the host alone with the same interface in the browser.
import { hasDisplay, type NoWindow } from './display.ts'
import { electronProgram } from './electron-binary.ts'
import { ensureBuilt } from './ensure-built.ts'
import { ALL_BUNDLES, ROOT } from './freshness.ts'
import { runChild } from './child.ts'
import { hostInBrowser } from './host-in-browser.ts'

/** An Electron that fails this soon could not start: no sandbox for root, a missing system library. */
const AT_ONCE_MS = 10_000

export async function run(args: readonly string[]): Promise<number> {
  if (!hasDisplay(process.platform, process.env)) return inBrowser('NO_DISPLAY', args)
  const [program] = await Promise.all([electronProgram(), ensureBuilt(ALL_BUNDLES)])
  if (program === null) return inBrowser('NO_ELECTRON', args)
  return (await desktop(program, args)) ?? inBrowser('ELECTRON_FAILED', args)
}

async function inBrowser(reason: NoWindow, args: readonly string[]): Promise<number> {
  await ensureBuilt(['renderer'])
  return hostInBrowser(reason, args)
}

/** Electron's exit code, or null where it could not start. */
async function desktop(program: string, args: readonly string[]): Promise<number | null> {
  const started = performance.now()
  const ended = await runChild([program, ROOT, ...args]).catch(() => null)
  if (ended === null) return null
  const diedAtOnce = ended.code !== 0 && !ended.asked && performance.now() - started < AT_ONCE_MS
  return diedAtOnce ? null : ended.code
}
