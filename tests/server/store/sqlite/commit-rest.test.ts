// When commits rest, and for how long.
import { expect, it } from 'vitest'
import { restAfter } from '../../../../server/store/sqlite/commit-rest.ts'

it('does not rest while the thread has time left', () => {
  expect([0, 0.5, 0.85].map((load) => restAfter(500, load))).toEqual([0, 0, 0])
})

it('rests the longer, the less time is left and the more was done, up to a limit', () => {
  expect(restAfter(10, 1)).toBeCloseTo(1)
  expect(restAfter(10, 0.925)).toBeCloseTo(0.5)
  expect([200, 201, 512].map((size) => restAfter(size, 1))).toEqual([20, 20, 20])
})
