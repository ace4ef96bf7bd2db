// How busy this thread is: what share of the last moments its event loop spent working.

/** From 0, where a thread only waits, to 1, where it has no time left. `now`: by `performance.now()`. */
export type Load = (now: number) => number

/** Of a thread that is never busy: nothing is ever put off. */
export const NO_LOAD: Load = () => 0

/** Milliseconds of which the share is taken, at least. */
const MOMENT = 50

let until = performance.eventLoopUtilization()
let askedAt = -Infinity
let load = 0

/** See `Load`; of this thread. */
export function eventLoopLoad(now: number): number {
  if (now - askedAt < MOMENT) return load
  const total = performance.eventLoopUtilization()
  load = performance.eventLoopUtilization(total, until).utilization
  until = total
  askedAt = now
  return load
}
