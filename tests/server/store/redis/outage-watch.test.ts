// What is said of an outage, by a clock of the test's own.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchOutages } from '../../../../server/store/redis/outage-watch.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('[RS15] says once that Redis is away, and once that it is back, with the time; not after its end', () => {
  const link = { up: true }
  const said: string[] = []
  const end = watchOutages({
    link,
    away: () => said.push('away'),
    back: (milliseconds) => said.push(`back after ${milliseconds}`),
  })
  vi.advanceTimersByTime(5_000)
  expect(said).toEqual([])
  link.up = false
  vi.advanceTimersByTime(3_000)
  expect(said).toEqual(['away'])
  link.up = true
  vi.advanceTimersByTime(3_000)
  expect(said).toEqual(['away', 'back after 3000'])
  link.up = false
  vi.advanceTimersByTime(300)
  end()
  link.up = true
  vi.advanceTimersByTime(3_000)
  expect(said).toEqual(['away', 'back after 3000', 'away'])
})
