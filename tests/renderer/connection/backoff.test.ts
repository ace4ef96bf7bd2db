import { expect, test } from 'vitest'
import { Backoff } from '../../../renderer/connection/backoff.ts'

test('grows to a limit, and begins again after the host was reached', () => {
  const backoff = new Backoff(() => 1)
  expect(Array.from({ length: 8 }, () => backoff.next())).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
  ])
  backoff.reset()
  expect(backoff.next()).toBe(500)
})

test('spreads attempts over the second half of each step', () => {
  expect(new Backoff(() => 0).next()).toBe(250)
  expect(new Backoff(() => 0.5).next()).toBe(375)
})
