// The ways in which this process is asked to stop.

/** Where the desktop started this process, its line to the desktop; Windows has no signals to say it with. */
interface ParentPort {
  once(event: 'message', onMessage: () => void): void
}

/** Resolves at the first SIGTERM, SIGINT or message of the desktop. A second signal ends the process as signals do. */
export function stopRequest(): Promise<void> {
  const { parentPort } = process as { parentPort?: ParentPort }
  return new Promise((resolve) => {
    const stop = (): void => resolve()
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    parentPort?.once('message', stop)
  })
}
