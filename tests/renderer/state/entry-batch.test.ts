import { expect, test } from 'vitest'
import { EntryBatch } from '../../../renderer/state/entry-batch.ts'
import { entry } from '../entries.ts'

function harness() {
  const world = { batches: [] as number[][], timers: [] as (() => void)[], calledOff: 0 }
  const batch = new EntryBatch({
    soon(callback) {
      world.timers.push(callback)
      return () => (world.calledOff += 1)
    },
    onBatch: (arrived) => world.batches.push(arrived.map((one) => one.entry.seq)),
  })
  const add = (...places: number[]) => {
    for (const place of places) batch.add({ entry: entry(place), live: true })
  }
  return { world, batch, add }
}

test('what comes close together is handed on at once, in order', () => {
  const { world, add } = harness()
  add(1, 2, 3)
  expect([world.batches, world.timers.length]).toEqual([[], 1])
  world.timers[0]?.()
  add(4)
  world.timers[1]?.()
  expect(world.batches).toEqual([[1, 2, 3], [4]])
})

test('what waits can be handed on now, once', () => {
  const { world, batch, add } = harness()
  add(1)
  batch.flush()
  batch.flush()
  expect(world.batches).toEqual([[1]])
  expect(world.calledOff).toBeGreaterThan(0)
})
