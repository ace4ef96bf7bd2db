// What share of its time this thread has spent working.
import { expect, it } from 'vitest'
import { eventLoopLoad } from '../../server/event-loop-load.ts'

it('[BR2] is a share, and the same for as long as the moment has not passed', () => {
  const now = performance.now()
  const load = eventLoopLoad(now)
  expect(load).toBeGreaterThanOrEqual(0)
  expect(load).toBeLessThanOrEqual(1)
  expect(eventLoopLoad(now + 49)).toBe(load)
})

it('[BR2] is all of it where the thread did nothing but work', () => {
  const now = performance.now() + 1_000
  eventLoopLoad(now)
  const until = performance.now() + 5
  while (performance.now() < until) {
    // At work.
  }
  expect(eventLoopLoad(now + 50)).toBe(1)
})
