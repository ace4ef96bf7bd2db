import { expect, test } from 'vitest'
import { Backoff } from '../../../renderer/connection/backoff.ts'
import { untilItWorks } from '../../../renderer/state/until-it-works.ts'

/** Something that fails so many times. */
function harness(failures: number) {
  const world = { attempts: 0, faults: [] as unknown[], waits: [] as number[], fire: () => {}, calledOff: 0 }
  const end = untilItWorks(
    async () => {
      world.attempts += 1
      if (world.attempts <= failures) throw new Error(`no ${world.attempts}`)
    },
    {
      later(callback, milliseconds) {
        world.waits.push(milliseconds)
        world.fire = callback
        return () => (world.calledOff += 1)
      },
      onFailure: (error) => world.faults.push((error as Error).message),
      backoff: new Backoff(() => 1),
    },
  )
  return { world, end }
}

test('tries again after each failure, ever later, until it works', async () => {
  const { world } = harness(2)
  await expect.poll(() => world.waits).toEqual([500])
  world.fire()
  await expect.poll(() => world.waits).toEqual([500, 1_000])
  world.fire()
  await expect.poll(() => world.attempts).toBe(3)
  expect(world.faults).toEqual(['no 1', 'no 2'])
  expect(world.waits).toHaveLength(2)
})

test('stops when it is ended, also in the middle of an attempt', async () => {
  const waiting = harness(2)
  await expect.poll(() => waiting.world.waits.length).toBe(1)
  waiting.end()
  expect(waiting.world.calledOff).toBe(1)
  const trying = harness(2)
  trying.end()
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  expect(trying.world.waits).toEqual([])
})
