import { expect, test } from 'vitest'
import { retryDelay } from '../../main/retry-delay.ts'

test('waits longer each time, then gives up', () => {
  expect(retryDelay([0], 0)).toBe(500)
  expect(retryDelay([0, 600], 600)).toBe(2_000)
  expect(retryDelay([0, 600, 3_000], 3_000)).toBe(8_000)
  expect(retryDelay([0, 600, 3_000, 12_000], 12_000)).toBeNull()
})

test('forgets crashes that are long ago', () => {
  expect(retryDelay([0, 600, 3_000, 1_000_000], 1_000_000)).toBe(500)
})
