// Whose turn it is to replay: one at a time, in order, no faster than the client reads, and nobody who has left.
import { expect, it } from 'vitest'
import { Outbox } from '../../../server/session/outbox.ts'
import { ReplayPace } from '../../../server/session/replay-pace.ts'
import { Turns } from '../../../server/session/turns.ts'
import { SocketPair } from '../../support/socket-pair.ts'
import { quiet } from '../../support/turns.ts'

function stalled() {
  const wire = new SocketPair()
  const outbox = new Outbox(wire, 1_000, () => {})
  wire.stall()
  outbox.push(Buffer.from('unread'))
  return { wire, outbox, pace: new ReplayPace(outbox, new Turns()) }
}

it('[BR8] takes the steps in order when the client has read, each when the one before is over', async () => {
  const { wire, pace } = stalled()
  const taken: string[] = []
  const first = Promise.withResolvers<void>()
  const step = (name: string, over = Promise.resolve()) => pace.run({}, () => (taken.push(name), over))
  const steps = [step('a', first.promise), step('b')]
  await quiet()
  expect(taken).toEqual([])
  wire.drain()
  await quiet()
  expect(taken).toEqual(['a'])
  first.resolve()
  await Promise.all(steps)
  expect(taken).toEqual(['a', 'b'])
})

it('[BR8] goes on after a step that failed, and tells who asked for it', async () => {
  const { wire, pace } = stalled()
  const failing = pace.run({}, () => Promise.reject(new Error('read')))
  const next = pace.run({}, () => Promise.resolve())
  wire.drain()
  await expect(failing).rejects.toThrow('read')
  await next
})

it('[BR8] holds nothing of those who have left', async () => {
  const { wire, pace } = stalled()
  const taken: number[] = []
  for (let each = 0; each < 100; each += 1) {
    const owner = {}
    void pace.run(owner, async () => void taken.push(each))
    if (each !== 50) pace.leave(owner)
  }
  expect(pace.length).toBe(1)
  wire.drain()
  await quiet()
  expect([taken, pace.length]).toEqual([[50], 0])
})

it('[SE16] tells how long the client has taken nothing, while somebody waits for it', async () => {
  const { wire, outbox, pace } = stalled()
  expect([pace.stuckFor(0), pace.stuckFor(5_000)]).toEqual([0, 0])
  const owner = {}
  void pace.run(owner, () => Promise.resolve())
  await quiet()
  expect(pace.stuckFor(9_000)).toBe(4_000)
  wire.take(1)
  expect([pace.stuckFor(10_000), pace.stuckFor(12_000)]).toEqual([0, 2_000])
  outbox.close()
  await quiet()
  expect(pace.stuckFor(20_000)).toBe(0)
})
