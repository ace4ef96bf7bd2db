import { describe, expect, test } from 'vitest'
import type { Nonce, RoomId } from '../../../protocol/ids.ts'
import { Backoff } from '../../../renderer/connection/backoff.ts'
import { MemoryStorage, type OutboxItem } from '../../../renderer/connection/outbox-storage.ts'
import { Outbox } from '../../../renderer/connection/outbox.ts'
import { NOON, nonce, ROOM } from '../entries.ts'

/** An outbox over a connection that only notes what is sent, and gives receipts when told to. */
function harness(storage = new MemoryStorage()) {
  const world = {
    storage,
    online: true,
    items: [] as OutboxItem[],
    sent: [] as { nonce: Nonce; message: string; receipt: () => void }[],
    timers: [] as { fire: () => void; milliseconds: number; calledOff: boolean }[],
  }
  const outbox = new Outbox({
    storage,
    send(item, receipt) {
      if (world.online) world.sent.push({ nonce: item.nonce, message: item.message, receipt })
      return world.online
    },
    onChange: (items) => (world.items = items),
    now: () => NOON,
    backoff: new Backoff(() => 1),
    later(fire, milliseconds) {
      const timer = { fire, milliseconds, calledOff: false }
      world.timers.push(timer)
      return () => (timer.calledOff = true)
    },
  })
  const refuse = (at: number) => outbox.refused(world.sent[at]?.nonce ?? nonce('none'), 'UNAVAILABLE')
  const said = () => world.sent.map(({ message }) => message)
  const states = () => world.items.map(({ message, delivery }) => `${message} ${delivery.state}`)
  return { outbox, world, said, states, refuse }
}

/** Storage settles in promises, never in time. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

describe('Outbox', () => {
  test('sends in the order of writing, without waiting for receipts', () => {
    const { outbox, said, states } = harness()
    for (const message of ['a', 'b', 'c']) outbox.add(ROOM, message)
    expect(said()).toEqual(['a', 'b', 'c'])
    expect(states()).toEqual(['a waiting', 'b waiting', 'c waiting'])
  })

  test('shows a message as kept with its receipt, and forgets it on disk', async () => {
    const { outbox, world, states } = harness()
    outbox.add(ROOM, 'a')
    expect(await world.storage.all()).toHaveLength(1)
    world.sent[0]?.receipt()
    await settled()
    expect(states()).toEqual(['a kept'])
    expect(await world.storage.all()).toEqual([])
  })

  test('keeps a message until the log brings it', () => {
    const { outbox, world } = harness()
    outbox.add(ROOM, 'a')
    world.sent[0]?.receipt()
    outbox.remove(world.sent[0]?.nonce ?? nonce('none'))
    expect(world.items).toEqual([])
  })

  test('waits without a connection, and sends everything in order when there is one', () => {
    const { outbox, world, said } = harness()
    world.online = false
    for (const message of ['a', 'b', 'c']) outbox.add(ROOM, message)
    expect(said()).toEqual([])
    world.online = true
    outbox.resume()
    expect(said()).toEqual(['a', 'b', 'c'])
  })

  test('sends what had no receipt again after a reconnect, with the same nonce', () => {
    const { outbox, world, said } = harness()
    outbox.add(ROOM, 'a')
    outbox.add(ROOM, 'b')
    world.sent[0]?.receipt()
    outbox.resume()
    expect(said()).toEqual(['a', 'b', 'b'])
    expect(world.sent[2]?.nonce).toBe(world.sent[1]?.nonce)
  })

  test('takes up after a restart what the last visit left, before what is new', async () => {
    const first = harness()
    first.world.online = false
    first.outbox.add(ROOM, 'a')
    first.outbox.add(ROOM, 'b')
    await settled()
    const second = harness(first.world.storage)
    await second.outbox.load()
    second.outbox.add(ROOM, 'c')
    expect(second.said()).toEqual(['a', 'b', 'c'])
    expect(second.world.sent.slice(0, 2).map((one) => one.nonce)).toEqual(
      first.world.items.map((one) => one.nonce),
    )
  })

  test('marks a refused message with the reason and goes on with the others', () => {
    const { outbox, world, states } = harness()
    outbox.add(ROOM, 'a')
    outbox.add(ROOM, 'b')
    outbox.refused(world.sent[0]?.nonce ?? nonce('none'), 'NOT_A_MEMBER')
    world.sent[1]?.receipt()
    expect(states()).toEqual(['a failed', 'b kept'])
    expect(world.items[0]?.delivery).toEqual({ state: 'failed', code: 'NOT_A_MEMBER' })
    outbox.resume()
    expect(world.sent).toHaveLength(2)
  })

  test('sends a refused message again when asked, at the end, with its nonce', () => {
    const { outbox, world, said, states } = harness()
    outbox.add(ROOM, 'a')
    outbox.add(ROOM, 'b')
    const refused = world.sent[0]?.nonce ?? nonce('none')
    outbox.refused(refused, 'NOT_A_MEMBER')
    outbox.retry(refused)
    expect(said()).toEqual(['a', 'b', 'a'])
    expect(world.sent[2]?.nonce).toBe(refused)
    expect(states()).toEqual(['b waiting', 'a waiting'])
  })

  test('tries again by itself, later, where the host could not keep it for the moment', () => {
    const { outbox, world, said, states, refuse } = harness()
    outbox.add(ROOM, 'a')
    refuse(0)
    expect(said()).toEqual(['a'])
    expect(states()).toEqual(['a waiting'])
    world.timers[0]?.fire()
    expect(said()).toEqual(['a', 'a'])
  })

  test('has only so many on their way, and sends the next ones as receipts come', () => {
    const { outbox, world } = harness()
    for (let count = 0; count < 100; count += 1) outbox.add(ROOM, String(count))
    expect(world.sent.length).toBeLessThan(100)
    for (let at = 0; at < world.sent.length; at += 1) world.sent[at]?.receipt()
    expect(world.sent.map(({ message }) => message)).toEqual(
      Array.from({ length: 100 }, (_, count) => String(count)),
    )
  })

  test('gives a message up for good', async () => {
    const { outbox, world } = harness()
    world.online = false
    outbox.add(ROOM, 'a')
    outbox.remove(world.items[0]?.nonce ?? nonce('none'))
    await settled()
    expect(world.items).toEqual([])
    expect(await world.storage.all()).toEqual([])
  })

  test('still sends where the storage refuses everything', async () => {
    class BrokenStorage extends MemoryStorage {
      override all = () => Promise.reject(new Error('no'))
      override put = () => Promise.reject(new Error('no'))
      override remove = () => Promise.reject(new Error('no'))
    }
    const { outbox, world, states } = harness(new BrokenStorage())
    await outbox.load()
    outbox.add(ROOM, 'a')
    world.sent[0]?.receipt()
    await settled()
    expect(states()).toEqual(['a kept'])
  })

  test('drops confirmed messages of a room that is read anew, and only those', () => {
    const { outbox, world, states } = harness()
    outbox.add(ROOM, 'a')
    outbox.add(ROOM, 'b')
    world.sent[0]?.receipt()
    outbox.forgetKept(ROOM)
    expect(states()).toEqual(['b waiting'])
  })
})

describe('a room that is slow', () => {
  const OTHER = 'room-2' as RoomId
  const slow = (outbox: Outbox, sent: { nonce: Nonce } | undefined): void =>
    outbox.refused(sent?.nonce ?? nonce('none'), 'TOO_FAST', 30_000)

  test('waits as long as the host says, while other rooms go on', () => {
    const { outbox, world, said, states } = harness()
    outbox.add(ROOM, 'a')
    slow(outbox, world.sent[0])
    outbox.add(ROOM, 'b')
    outbox.add(OTHER, 'c')
    expect([said(), world.timers.map(({ milliseconds }) => milliseconds)]).toEqual([['a', 'c'], [30_000]])
    world.timers[0]?.fire()
    expect(said()).toEqual(['a', 'c', 'a'])
    expect(states()).toEqual(['a waiting', 'b waiting', 'c waiting'])
  })

  test('gets its messages one by one from then on, so that none overtakes another', () => {
    const { outbox, world, said } = harness()
    for (const message of ['a', 'b', 'c']) outbox.add(ROOM, message)
    world.sent[0]?.receipt()
    for (const at of [1, 2]) slow(outbox, world.sent[at])
    expect(world.timers).toHaveLength(1)
    world.timers[0]?.fire()
    expect(said().slice(3)).toEqual(['b'])
    world.sent[3]?.receipt()
    expect(said().slice(4)).toEqual(['c'])
  })

  test('is asked at once on a new connection, and no more when the page goes on without it', () => {
    const { outbox, world, said } = harness()
    outbox.add(ROOM, 'a')
    slow(outbox, world.sent[0])
    outbox.resume()
    expect([said(), world.timers[0]?.calledOff]).toEqual([['a', 'a'], true])
    slow(outbox, world.sent[1])
    outbox.close()
    expect(world.timers[1]?.calledOff).toBe(true)
  })
})

describe('a host that keeps nothing for the moment', () => {
  test('is asked again once, whatever number it refused, and with the oldest alone', () => {
    const { outbox, world, said, refuse } = harness()
    for (const message of ['a', 'b', 'c']) outbox.add(ROOM, message)
    for (const at of [0, 1, 2]) refuse(at)
    expect(world.timers).toHaveLength(1)
    world.timers[0]?.fire()
    expect(said().slice(3)).toEqual(['a'])
  })

  test('gets the rest in order when it keeps the oldest', () => {
    const { outbox, world, said, refuse } = harness()
    for (const message of ['a', 'b', 'c']) outbox.add(ROOM, message)
    for (const at of [0, 1, 2]) refuse(at)
    world.timers[0]?.fire()
    world.sent[3]?.receipt()
    expect(said().slice(3)).toEqual(['a', 'b', 'c'])
  })

  test('is left alone longer with each refusal, and briefly again after a receipt', () => {
    const { outbox, world, refuse } = harness()
    outbox.add(ROOM, 'a')
    for (const at of [0, 1, 2]) {
      refuse(at)
      world.timers[at]?.fire()
    }
    world.sent[3]?.receipt()
    outbox.add(ROOM, 'b')
    refuse(4)
    expect(world.timers.map(({ milliseconds }) => milliseconds)).toEqual([500, 1_000, 2_000, 500])
  })

  test('gets no new message before the refused one', () => {
    const { outbox, world, said, refuse } = harness()
    outbox.add(ROOM, 'a')
    refuse(0)
    outbox.add(ROOM, 'b')
    expect(said()).toEqual(['a'])
    world.timers[0]?.fire()
    expect(said()).toEqual(['a', 'a'])
  })

  test('is asked at once on a new connection, and not a second time by the timer', () => {
    const { outbox, world, said, refuse } = harness()
    outbox.add(ROOM, 'a')
    refuse(0)
    outbox.resume()
    expect(said()).toEqual(['a', 'a'])
    expect(world.timers[0]?.calledOff).toBe(true)
  })

  test('is not asked by an outbox that is closed', () => {
    const { outbox, world, refuse } = harness()
    outbox.add(ROOM, 'a')
    refuse(0)
    outbox.close()
    expect(world.timers[0]?.calledOff).toBe(true)
  })
})
