// How busy this thread is: what share of the last moments its event loop spent working.

/** Milliseconds of which the share is taken, at least. */
const MOMENT = 50

let until = performance.eventLoopUtilization()
let askedAt = -Infinity
let load = 0

/** From 0, where the thread only waits, to 1, where it has no time left. `now`: by `performance.now()`. */
export function eventLoopLoad(now: number): number {
  if (now - askedAt < MOMENT) return load
  const total = performance.eventLoopUtilization()
  load = performance.eventLoopUtilization(total, until).utilization
  until = total
  askedAt = now
  return load
}
