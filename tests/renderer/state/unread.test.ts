import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import type { HistoryQuery, RoomDetail } from '../../../protocol/rest.ts'
import type { WatchOptions } from '../../../renderer/connection/subscription-book.ts'
import { ReadMarks } from '../../../renderer/state/read-marks.ts'
import { Unread, type UnreadCounts } from '../../../renderer/state/unread.ts'
import { entry, EPOCH, NOON, ROOM, seq, userId } from '../entries.ts'
import { MemoryValues } from '../kept-in-memory.ts'

const ME = userId('me')

function harness(log: Entry[], { read = 0, joined = true } = {}) {
  const world = { counts: {} as UnreadCounts, watch: null as WatchOptions | null, away: false, watches: 0 }
  const marks = new ReadMarks(new MemoryValues(), 'owner')
  marks.set(ROOM, { seq: seq(read), epoch: EPOCH })
  const detail = (): RoomDetail => {
    const about = { roomId: ROOM, name: 'Room', members: 1, createdAt: NOON }
    return { ...about, seq: seq(log.length), epoch: EPOCH, joined }
  }
  const unread = new Unread({
    rest: {
      room: () => (world.away ? Promise.reject(new Error('away')) : Promise.resolve(detail())),
      messages: async (_room, { after = seq(0), limit = 50 }: HistoryQuery = {}) => {
        const newer = log.filter((one) => one.seq > after)
        return { entries: newer.slice(0, limit), more: newer.length > limit }
      },
    },
    connection: {
      watch(_destination, options) {
        world.watch = options
        world.watches += 1
        return { again: () => {}, stop: () => (world.watch = null) }
      },
    },
    marks,
    me: ME,
    onCounts: (counts) => (world.counts = counts),
  })
  return { unread, world, marks, count: () => world.counts[ROOM] ?? 0 }
}

const logOf = (count: number) => Array.from({ length: count }, (_, at) => entry(at + 1))

describe('Unread', () => {
  test('counts what others said since the mark', async () => {
    const log = [...logOf(2), entry(3, { senderId: ME }), entry(4, { type: 'ENTER' }), entry(5)]
    const { unread, count } = harness(log, { read: 1 })
    unread.followAll(null)
    await expect.poll(count).toBe(2)
  })

  test('goes on counting live, from where the count ended', async () => {
    const { unread, world, count } = harness(logOf(3), { read: 2 })
    unread.followAll(null)
    await expect.poll(() => world.watch).not.toBeNull()
    expect(world.watch?.headers?.()).toEqual({ since: '3', epoch: EPOCH })
    for (const place of [3, 4, 4]) world.watch?.onBody(entry(place))
    expect(count()).toBe(2)
  })

  test('does not read a long absence whole', async () => {
    const { unread, world, count } = harness(logOf(1_000), { read: 1 })
    unread.followAll(null)
    await expect.poll(count).toBe(100)
    expect(world.watch?.headers?.()).toMatchObject({ since: '1000' })
  })

  test('counts the messages behind many notices', async () => {
    const notices = Array.from({ length: 111 }, (_, at) => entry(at + 1, { type: 'ENTER' }))
    const talk = Array.from({ length: 7 }, (_, at) => entry(at + 112))
    const { unread, world, count } = harness([...notices, ...talk])
    unread.followAll(null)
    await expect.poll(count).toBe(7)
    expect(world.watch?.headers?.()).toMatchObject({ since: '118' })
  })

  test('follows a room on when what was asked for it before fails late', async () => {
    const { unread, world } = harness(logOf(3))
    world.away = true
    unread.follow(ROOM)
    unread.unfollow(ROOM)
    world.away = false
    unread.follow(ROOM)
    await expect.poll(() => world.watch).not.toBeNull()
    unread.follow(ROOM)
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
    expect(world.watches).toBe(1)
  })

  test('leaves out the room that is open, and forgets it when it is opened', async () => {
    const { unread, world, count } = harness(logOf(3))
    unread.followAll(ROOM)
    await Promise.resolve()
    expect(world.watch).toBeNull()
    unread.followAll(null)
    await expect.poll(() => world.watch).not.toBeNull()
    unread.unfollow(ROOM)
    expect([count(), world.watch]).toEqual([0, null])
  })

  test('forgets a room that one is no longer in', async () => {
    const { unread, marks } = harness(logOf(3), { joined: false })
    unread.followAll(null)
    await expect.poll(() => marks.rooms).toEqual([])
  })

  test('asks again with the next connection where the host did not answer', async () => {
    const { unread, world, count } = harness(logOf(3))
    world.away = true
    unread.followAll(null)
    world.away = false
    const countAfterAsking = () => {
      unread.followAll(null)
      return count()
    }
    await expect.poll(countAfterAsking).toBe(3)
  })
})
