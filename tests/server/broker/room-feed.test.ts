// A room as its subscribers see it: live, and when the log fails, lags or is no longer needed.
import { describe, expect, it } from 'vitest'
import { MemoryRoomLog } from '../../../server/store/memory/memory-room-log.ts'
import type { RoomLog } from '../../../server/store/room-log.ts'
import { outage } from '../../support/held-log.ts'
import { quiet } from '../../support/turns.ts'
import { DESTINATION, open, roomOn, ROOM } from './open-room.ts'
import { Reader } from './reader.ts'

describe('a live subscription', () => {
  it('[BR5] gets what is appended from then on, with seq and epoch as headers', async () => {
    const { log, say, live } = open()
    await say(3)
    const reader = new Reader()
    await live(reader)
    await say(2)
    expect(reader.story).toEqual([4, 5])
    const { epoch } = await log.head(ROOM)
    const { headers } = reader.frames[0] ?? { headers: {} }
    expect(headers).toMatchObject({ seq: '4', epoch, destination: DESTINATION, 'message-id': `${epoch}/4` })
  })

  it('[BR5] gets nothing after it was ended', async () => {
    const { say, live } = open()
    const [stays, leaves] = [new Reader(), new Reader()]
    await live(stays)
    const detach = await live(leaves)
    await say()
    detach()
    await say()
    expect([stays.story, leaves.story]).toEqual([[1, 2], [1]])
  })

  it('[BR9] is refused where the log cannot be followed, and the next one is not', async () => {
    const { log, say, live } = open()
    log.hold('follow')
    const [first, second] = [live(new Reader()), live(new Reader())]
    log.held.follow[0]?.fail(outage())
    await expect(first).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await expect(second).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    const reader = new Reader()
    const third = live(reader)
    log.held.follow[1]?.go()
    await third
    await say()
    expect(reader.story).toEqual([1])
  })
})

describe('a log that fails or lags', () => {
  it.each(['head', 'read'] as const)(
    '[BR9] in %s breaks the replay off and tells the subscriber',
    async (call) => {
      const { log, say, since } = open()
      await say(2)
      log.hold(call)
      const reader = new Reader()
      await since(reader, 0)
      await quiet()
      log.held[call][0]?.fail(outage())
      await quiet()
      expect(reader.failure).toMatchObject({ code: 'UNAVAILABLE' })
      expect(reader.story).toEqual([])
    },
  )

  it.each(['head', 'read'] as const)(
    '[BR5] says nothing to somebody who left while it waited in %s',
    async (call) => {
      for (const end of ['go', 'fail'] as const) {
        const { log, say, since } = open()
        await say(2)
        log.hold(call)
        const reader = new Reader()
        const detach = await since(reader, 9)
        await quiet()
        reader.delivered.length = 0
        detach()
        log.held[call][0]?.[end](outage())
        await quiet()
        await say()
        expect([reader.story, reader.failure]).toEqual([[], null])
      }
    },
  )

  it('[BR6] sends an entry once though it is called back after the replay has read it', async () => {
    const inner = new MemoryRoomLog({ now: () => 1 })
    let late: (() => void)[] = []
    const lagging: RoomLog = {
      append: (...args) => inner.append(...args),
      together: (work) => inner.together(work),
      trim: (...args) => inner.trim(...args),
      rooms: (...args) => inner.rooms(...args),
      holds: (...args) => inner.holds(...args),
      heads: (...args) => inner.heads(...args),
      head: (...args) => inner.head(...args),
      read: (...args) => inner.read(...args),
      follow: (id, follower) =>
        inner.follow(id, {
          onEntry: (entry) => late.push(() => follower.onEntry(entry)),
          onGap: (gap) => follower.onGap(gap),
        }),
      talksAfter: (...args) => inner.talksAfter(...args),
      close: () => inner.close(),
    }
    const { say, live, since } = roomOn(lagging)
    const [watching, back] = [new Reader(), new Reader()]
    await live(watching)
    await say(3)
    await since(back, 1)
    await quiet()
    expect(back.story).toEqual([2, 3, '=3'])
    for (const callBack of late.splice(0)) callBack()
    await quiet()
    await say()
    late.forEach((callBack) => callBack())
    late = []
    await quiet()
    expect(watching.story).toEqual([1, 2, 3, 4])
    expect(back.story).toEqual([2, 3, '=3', 4])
  })
})

describe('a feed', () => {
  it('[BR10] follows the log once for all, stops after the last of them, and is opened again for the next', async () => {
    const { log, say, live, since } = open()
    const following: string[] = []
    const follow = log.follow
    log.follow = async (...args) => {
      following.push('begin')
      const unfollow = await follow(...args)
      return () => {
        following.push('end')
        unfollow()
      }
    }
    const detaches = [await live(new Reader()), await since(new Reader(), 0), await live(new Reader())]
    await quiet()
    expect(following).toEqual(['begin'])
    for (const detach of detaches) detach()
    await quiet()
    expect(following).toEqual(['begin', 'end'])
    await say(2)
    const reader = new Reader()
    await since(reader, 1)
    await quiet()
    await say()
    expect(following).toEqual(['begin', 'end', 'begin'])
    expect(reader.story).toEqual([2, '=2', 3])
  })

  it('[BR10] serves somebody who comes while the last one leaves', async () => {
    const { say, live } = open()
    const detach = await live(new Reader())
    const reader = new Reader()
    const coming = live(reader)
    detach()
    await coming
    await say()
    expect(reader.story).toEqual([1])
  })
})
