// What a subscriber that comes back is sent: all that it missed, markers where they belong, no faster than it reads.
import { describe, expect, it } from 'vitest'
import type { Seq } from '../../../protocol/ids.ts'
import { MemoryRoomLog } from '../../../server/store/memory/memory-room-log.ts'
import type { RoomLog } from '../../../server/store/room-log.ts'
import { span, talk } from '../../contracts/samples.ts'
import { quiet, until } from '../../support/turns.ts'
import { open, roomOn, ROOM } from './open-room.ts'
import { Reader } from './reader.ts'

describe('a subscription with since', () => {
  it.each([0, 1, 4, 5])('[BR6] %i gets what came after it, then CAUGHT_UP, then what comes', async (from) => {
    const { say, since } = open()
    await say(5)
    const reader = new Reader()
    await since(reader, from)
    await quiet()
    await say(2)
    expect(reader.story).toEqual([...span(from + 1, 5), '=5', 6, 7])
  })

  it('[BR6] of an empty room is caught up at once', async () => {
    const { say, since } = open()
    const reader = new Reader()
    await since(reader, 0)
    await quiet()
    await say()
    expect(reader.story).toEqual(['=0', 1])
  })

  it('[BR6] over many pages gets every entry once, though more come all the while', async () => {
    const { log, say, since } = open()
    await say(450)
    const reader = new Reader()
    await since(reader, 0)
    for (const _ of span(1, 100)) await log.append(ROOM, talk(`late ${_}`))
    await until(() => reader.story.length === 551, 'the whole replay')
    await say()
    expect(reader.story.filter((each) => typeof each === 'number')).toEqual(span(1, 551))
    expect(reader.story.filter((each) => typeof each === 'string')).toHaveLength(1)
  })

  it('[BR7] beyond the end of the log is told of a GAP from the first on, and goes live', async () => {
    const { say, since } = open()
    await say(2)
    const reader = new Reader()
    await since(reader, 9)
    await quiet()
    await say()
    expect(reader.story).toEqual(['1-2', '=2', 3])
  })

  it('[BR7] beyond the end of an empty log is told of a GAP that names no entry', async () => {
    const reader = new Reader()
    await open().since(reader, Number.MAX_SAFE_INTEGER)
    await quiet()
    expect(reader.story).toEqual(['0-0', '=0'])
  })

  it('[BR7] of another epoch is told of a GAP from the first on, and goes live', async () => {
    const { say, since } = open()
    await say(5)
    const reader = new Reader()
    await since(reader, 3, 'other-life')
    await quiet()
    await say()
    expect(reader.story).toEqual(['1-5', '=5', 6])
  })

  it('[BR7] of the same epoch is told of none', async () => {
    const { log, say, since } = open()
    await say(2)
    const reader = new Reader()
    await since(reader, 1, (await log.head(ROOM)).epoch)
    await quiet()
    expect(reader.story).toEqual([2, '=2'])
  })

  it('[BR7] 0 has missed nothing of any other life', async () => {
    const { say, since } = open()
    const [empty, full] = [new Reader(), new Reader()]
    await since(empty, 0, 'other-life')
    await quiet()
    await say(2)
    await since(full, 0, 'other-life')
    await quiet()
    expect([empty.story, full.story]).toEqual([
      ['=0', 1, 2],
      [1, 2, '=2'],
    ])
  })

  it('[BR7] is told of a GAP where the log was cut, and of each that opens while it is replayed', async () => {
    const inner = new MemoryRoomLog({ now: () => 1 })
    let first = 3
    const cut: RoomLog = {
      append: (...args) => inner.append(...args),
      together: (work) => inner.together(work),
      trim: (...args) => inner.trim(...args),
      rooms: (...args) => inner.rooms(...args),
      holds: (...args) => inner.holds(...args),
      heads: (...args) => inner.heads(...args),
      follow: (...args) => inner.follow(...args),
      head: async (id) => ({ ...(await inner.head(id)), first: first as Seq }),
      read: async (id, { limit, ...page }) => {
        const after = Math.max('after' in page ? page.after : 0, first - 1) as Seq
        const entries = await inner.read(id, { after, limit })
        first = 300
        return entries
      },
      talksAfter: (...args) => inner.talksAfter(...args),
      close: () => inner.close(),
    }
    const { say, since } = roomOn(cut)
    await say(450)
    const reader = new Reader()
    await since(reader, 1)
    await until(() => reader.delivered.at(-1)?.includes('CAUGHT_UP') ?? false, 'the end of the replay')
    expect(reader.story).toEqual(['2-2', ...span(3, 18), '19-299', ...span(300, 450), '=450'])
  })

  it('[BR8] waits for a slow reader, and only that one waits', async () => {
    const { say, live, since } = open()
    await say(450)
    const [slow, quick] = [new Reader(), new Reader('q')]
    slow.stall()
    await since(slow, 0)
    await live(quick)
    await quiet(20)
    expect([slow.story, slow.awaited]).toEqual([[], true])
    await say()
    expect(quick.story).toEqual([451])
    slow.drain()
    await until(() => slow.story.includes('=451'), 'the end of the replay')
    expect(slow.story).toEqual([...span(1, 451), '=451'])
  })

  it('[BR8] hands on long messages in portions, never many at once', async () => {
    const { log, since } = open()
    for (const each of span(1, 200)) await log.append(ROOM, talk(`${each}`, { message: 'x'.repeat(60_000) }))
    const reader = new Reader()
    await since(reader, 0)
    await until(() => reader.delivered.at(-1)?.includes('CAUGHT_UP') ?? false, 'the end of the replay')
    expect(Math.max(...reader.delivered.map(({ length }) => length))).toBeLessThan(128 * 1024)
    expect(reader.story).toEqual([...span(1, 200), '=200'])
  })
})
