// Somebody's own rooms are listed with the same work, however long their logs are. Judged by what the database is asked; the
// times are printed only.
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import { listMyRooms } from '../../server/chat/list-my-rooms.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { fillRooms } from './filled-room.ts'
import { queryPlan, recordStatements } from './statement-record.ts'

const ROOMS = 60
/** Who is in rooms of so many messages each. */
const MESSAGES = { short: 10, long: 1_000 } as const
type Length = keyof typeof MESSAGES

const lengths: readonly Length[] = ['short', 'long']
const roomsOf = (length: Length) => Array.from({ length: ROOMS }, (_, nth) => `${length}-${nth}` as RoomId)

it('[CH23] lists rooms of many messages with the work that rooms of few take', async () => {
  const folder = temporaryFolder()
  const sizes = lengths.flatMap((length) => roomsOf(length).map((room) => [room, MESSAGES[length]] as const))
  await fillRooms(folder, Object.fromEntries(sizes))
  const runs = recordStatements()
  const database = openDatabase(folder, { durability: 'process' })
  const directory = new SqliteDirectory(database)
  const log = new SqliteRoomLog(database, { now: () => 1 })
  for (const length of lengths)
    for (const room of roomsOf(length))
      await directory.setMembership(room, person(length), { present: true, stay: 1 })

  const work = async (length: Length) => {
    runs.length = 0
    const began = performance.now()
    const rooms = await listMyRooms({ directory, log }, person(length).userId)
    const ms = performance.now() - began
    expect(rooms.map(({ unread }) => unread)).toEqual(rooms.map(() => MESSAGES[length]))
    return { ms, rooms: rooms.length, asked: runs.map(({ sql, rows }) => `${rows} of ${sql}`) }
  }
  const [short, long] = [await work('short'), await work('long')]
  expect(long.rooms).toBe(ROOMS)
  expect(long.asked).toEqual(short.asked)
  const ofEntries = new Set(runs.map(({ sql }) => sql).filter((sql) => sql.includes('FROM entries')))
  await log.close()
  database.close()
  for (const sql of ofEntries)
    for (const step of queryPlan(join(folder, 'sarangbang.db'), sql).filter((each) => /entries/.test(each)))
      expect(step).toMatch(/^SEARCH entries USING (COVERING )?INDEX \w+ \(log=\?/)
  process.stdout.write(
    `${ROOMS} rooms, ${long.asked.length} statements: of ${MESSAGES.short} messages ${short.ms.toFixed(1)} ms, of ${MESSAGES.long} ${long.ms.toFixed(1)} ms\n`,
  )
})

function person(length: Length) {
  return { userId: length as string as UserId, name: length }
}
