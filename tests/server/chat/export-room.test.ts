// A room's log taken out page by page.
import { describe, expect, it, vi } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import { exportRoom, exportTurns, type ExportedRoom } from '../../../server/chat/export-room.ts'
import { SqliteDirectory } from '../../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../../server/store/sqlite/sqlite-room-log.ts'
import { newRoom, room, seq, span, talk, user } from '../../contracts/samples.ts'
import { temporaryDatabase } from '../../contracts/sqlite-stores.ts'
import { allOf } from '../../support/all-of.ts'
import { heapInUse } from '../../support/heap-in-use.ts'
import { outage } from '../../support/held-log.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'
import { openRoom } from './chat.ts'

const READER = user('reader')

/** A room in which so many things were said, and how often its log has been read. */
async function talkedIn(count: number) {
  const { ports, log, roomId } = await openRoom()
  for (const n of span(1, count)) await log.append(roomId, talk(`n${n}`))
  return { ports, log, roomId, read: vi.spyOn(log, 'read') }
}

async function seqsOf({ pages }: ExportedRoom): Promise<number[]> {
  return (await allOf(pages)).flat().map((entry) => entry.seq)
}

describe('an export', () => {
  it.each([0, 1, 49, 50, 51, 230])('[EX1] of %i entries has each once, in order', async (count) => {
    const { ports, roomId } = await talkedIn(count)
    const exported = await exportRoom(ports, READER, roomId, exportTurns())
    expect(exported).toMatchObject({ room: { roomId, name: '방' }, exportedAt: ports.now() })
    expect(await seqsOf(exported)).toEqual(span(1, count))
  })

  it('[EX1] has nothing that was said after it began', async () => {
    const { ports, log, roomId } = await talkedIn(60)
    const exported = await exportRoom(ports, READER, roomId, exportTurns())
    for (const n of span(61, 70)) await log.append(roomId, talk(`n${n}`))
    expect(await seqsOf(exported)).toEqual(span(1, 60))
  })

  it('[EX1] leaves out what is no longer held when it is first read', async () => {
    const { ports, roomId, read } = await talkedIn(60)
    const exported = await exportRoom(ports, READER, roomId, exportTurns())
    const entry = (n: number) => ({ seq: seq(n) }) as Entry
    read.mockResolvedValueOnce([entry(59), entry(60), entry(61)])
    expect(await seqsOf(exported)).toEqual([59, 60])
    read.mockResolvedValueOnce([])
    expect(await seqsOf(await exportRoom(ports, READER, roomId, exportTurns()))).toEqual([])
  })

  it('is refused for a room that there is not', async () => {
    const { ports } = await openRoom()
    await expect(exportRoom(ports, READER, 'none' as RoomId, exportTurns())).rejects.toMatchObject({
      code: 'NO_SUCH_ROOM',
    })
  })

  it('[EX2] is read a page at a time, when that page is asked for', async () => {
    const { ports, roomId, read } = await talkedIn(230)
    const { pages } = await exportRoom(ports, READER, roomId, exportTurns())
    await quiet()
    expect(read).not.toHaveBeenCalled()
    let pagesTaken = 0
    for await (const _ of pages) {
      pagesTaken += 1
      await quiet()
      expect(read).toHaveBeenCalledTimes(pagesTaken)
      if (pagesTaken === 2) break
    }
    await quiet()
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('[EX2] shares each turn of the event loop with all others: one page of one of them', async () => {
    const { ports, roomId, read } = await talkedIn(150)
    const turn = exportTurns()
    const three = await Promise.all(span(1, 3).map(() => exportRoom(ports, READER, roomId, turn)))
    const all = Promise.all(three.map(seqsOf))
    for (const turns of span(1, 9)) {
      await quiet(1)
      expect(read.mock.calls.length).toBeLessThanOrEqual(turns)
    }
    expect(await all).toEqual(three.map(() => span(1, 150)))
  })

  it('[EX3] fails where the log cannot be read on', async () => {
    const { ports, roomId, read } = await talkedIn(60)
    const { pages } = await exportRoom(ports, READER, roomId, exportTurns())
    const iterator = pages[Symbol.asyncIterator]()
    expect((await iterator.next()).value).toHaveLength(50)
    read.mockRejectedValueOnce(outage())
    await expect(iterator.next()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('[EX3] fails where entries are removed that it has not come to, rather than leave a gap', async () => {
    const { ports, log, roomId } = await talkedIn(200)
    for (const entries of [120, 20]) {
      const { pages } = await exportRoom(ports, READER, roomId, exportTurns())
      const iterator = pages[Symbol.asyncIterator]()
      expect((await iterator.next()).value).toHaveLength(50)
      await log.trim(roomId, { entries, since: null }, 200)
      if (entries === 20) for (const n of span(201, 220)) await log.append(roomId, talk(`n${n}`))
      await expect(iterator.next()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    }
  })

  it('[EX1] goes on where entries are removed that it has read', async () => {
    const { ports, log, roomId } = await talkedIn(120)
    const exported = await exportRoom(ports, READER, roomId, exportTurns())
    const iterator = exported.pages[Symbol.asyncIterator]()
    await iterator.next()
    await log.trim(roomId, { entries: 70, since: null }, 200)
    expect((await iterator.next()).value).toHaveLength(50)
  })

  it('[EX2] of 50,000 entries on disk holds no more of them than of few', { timeout: 60_000 }, async () => {
    const database = temporaryDatabase()
    const now = () => 1
    const log = new SqliteRoomLog(database, { now })
    const directory = new SqliteDirectory(database)
    await directory.createRoom(newRoom('a'))
    const message = '긴 이야기 '.repeat(40)
    for (const batch of span(0, 49))
      await Promise.all(
        span(1, 1_000).map((n) => log.append(room('a'), talk(`n${batch * 1_000 + n}`, { message }))),
      )
    const ports = { ...new MemoryChat().ports, log, directory, now }
    const { pages } = await exportRoom(ports, READER, room('a'), exportTurns())
    const before = heapInUse()
    let [entries, most] = [0, 0]
    for await (const page of pages) {
      entries += page.length
      if (entries % 10_000 === 0) most = Math.max(most, heapInUse() - before)
    }
    expect(entries).toBe(50_000)
    // All of them would be 30 MB and more.
    expect(most).toBeLessThan(4 * 1024 * 1024)
  })
})
