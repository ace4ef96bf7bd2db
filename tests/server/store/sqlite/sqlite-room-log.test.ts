// What is special about the log in SQLite: a disk that fails, and what another reader of the file sees.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Refusal } from '../../../../protocol/errors.ts'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../../../server/store/sqlite/sqlite-room-log.ts'
import { follow, room, seq, span, talk } from '../../../contracts/samples.ts'
import { temporaryDatabase } from '../../../contracts/sqlite-stores.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

const LONG = '가'.repeat(20_000)

describe('SqliteRoomLog', () => {
  it('has written an entry to the file when its append resolves', async () => {
    const folder = temporaryFolder()
    const database = openDatabase(folder, { durability: 'process' })
    onTestFinished(() => database.close())
    const log = new SqliteRoomLog(database, { now: () => 1 })
    await log.append(room('a'), talk('n1'))
    const other = new Sqlite(join(folder, 'sarangbang.db'), { readonly: true })
    onTestFinished(() => void other.close())
    expect(other.prepare('SELECT nonce FROM entries').pluck().all()).toEqual(['n1'])
  })

  it('keeps nothing, tells nobody and refuses all of a batch when the disk is full', async () => {
    const { log, fill } = await logOnSmallDisk()
    const heard: number[] = []
    await follow(log, 'a', (entry) => heard.push(entry.seq))
    fill()
    const drafts = [talk('n2'), talk('n3', { message: LONG }), talk('n4')]
    const outcomes = await Promise.allSettled(drafts.map((draft) => log.append(room('a'), draft)))
    const reasons = outcomes.map((outcome): unknown => outcome.status === 'rejected' && outcome.reason)
    for (const reason of reasons) {
      expect(reason).toBeInstanceOf(Refusal)
      expect(reason).toMatchObject({ code: 'UNAVAILABLE', cause: { code: 'SQLITE_FULL' } })
    }
    expect(heard).toEqual([])
    expect(await log.head(room('a'))).toMatchObject({ first: 1, last: 1 })
  })

  it('goes on without a gap once there is room again', async () => {
    const { log, fill, empty } = await logOnSmallDisk()
    fill()
    const [failed] = await Promise.allSettled([log.append(room('b'), talk('n1', { message: LONG }))])
    expect(failed.status).toBe('rejected')
    empty()
    expect((await log.append(room('a'), talk('n2'))).entry.seq).toBe(2)
    expect(await log.append(room('b'), talk('n1'))).toMatchObject({ duplicate: false, entry: { seq: 1 } })
    expect(await log.read(room('b'), { after: seq(0), limit: 9 })).toHaveLength(1)
  })

  it('remembers more rooms than it holds in memory', async () => {
    const database = temporaryDatabase()
    const log = new SqliteRoomLog(database, { now: () => 1 })
    const rooms = span(1, 10_050).map((nth) => room(`r${nth}`))
    await Promise.all(rooms.map((id) => log.append(id, talk('n1'))))
    const again = await Promise.all(rooms.map((id) => log.append(id, talk('n2'))))
    expect(new Set(again.map(({ entry }) => entry.seq))).toEqual(new Set([2]))
  })
})

/** A log with one entry in room a, on a database that can be kept from growing. */
async function logOnSmallDisk() {
  const database = temporaryDatabase()
  const { connection } = database
  const log = new SqliteRoomLog(database, { now: () => 1 })
  await log.append(room('a'), talk('n1'))
  const pages = Number(connection.pragma('page_count', { simple: true }))
  const fill = () => void connection.pragma(`max_page_count = ${pages}`)
  const empty = () => void connection.pragma('max_page_count = 1000000')
  return { log, fill, empty }
}
