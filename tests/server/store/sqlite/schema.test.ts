// That a database of an earlier form keeps what is in it when it is brought up to date.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { RoomId, Seq, UserId } from '../../../../protocol/ids.ts'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import { MIGRATIONS } from '../../../../server/store/sqlite/schema.ts'
import { SqliteDirectory } from '../../../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../../../server/store/sqlite/sqlite-room-log.ts'
import { roomOf } from '../../../support/room-of.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

const [ROOM, OTHER] = ['room' as RoomId, 'other' as RoomId]

/** A database as it was after so many steps, with entries of two rooms in turns. */
function older(steps: number): string {
  const folder = temporaryFolder()
  const connection = new Sqlite(join(folder, 'sarangbang.db'))
  for (const step of MIGRATIONS.slice(0, steps)) connection.exec(step)
  connection.pragma(`user_version = ${steps}`)
  connection.exec(`INSERT INTO logs VALUES (1, '${ROOM}', 'e1'), (2, '${OTHER}', 'e2')`)
  const insert = connection.prepare(
    `INSERT INTO entries (log, seq, type, sender_id, sender, message, sent_at, nonce)
     VALUES (?, ?, 'TALK', 'u1', 'Mina', ?, ?, ?)`,
  )
  for (const seq of [1, 2, 3]) for (const log of [1, 2]) insert.run(log, seq, `m${log}${seq}`, seq, `n${seq}`)
  connection.close()
  return folder
}

describe('the schema', () => {
  it('keeps the entries of the time when they lay by room, and goes on after them', async () => {
    const database = openDatabase(older(2), { durability: 'process' })
    const log = new SqliteRoomLog(database, { now: () => 9 })
    const messages = async (room: RoomId): Promise<string[]> =>
      (await log.read(room, { after: 0 as Seq, limit: 10 })).map(({ seq, message }) => `${seq} ${message}`)
    const draft = { type: 'TALK', senderId: 'u1' as UserId, sender: 'Mina', message: 'new' } as const

    expect(await messages(ROOM)).toEqual(['1 m11', '2 m12', '3 m13'])
    expect(await messages(OTHER)).toEqual(['1 m21', '2 m22', '3 m23'])
    const again = await log.append(ROOM, { ...draft, nonce: 'n2' })
    expect([again.duplicate, again.entry.seq]).toEqual([true, 2])
    const next = await log.append(ROOM, { ...draft, nonce: 'n4' })
    expect([next.duplicate, next.entry.seq]).toEqual([false, 4])
    expect(database.connection.prepare('SELECT message FROM entries ORDER BY arrival').pluck().all()).toEqual(
      ['m11', 'm21', 'm12', 'm22', 'm13', 'm23', 'new'],
    )
    await log.close()
    database.close()
  })

  it('gives the rooms of the time before owners to those who made them', async () => {
    const folder = temporaryFolder()
    const connection = new Sqlite(join(folder, 'sarangbang.db'))
    for (const step of MIGRATIONS.slice(0, 2)) connection.exec(step)
    connection.pragma('user_version = 2')
    connection.exec(`INSERT INTO rooms VALUES (1, '${ROOM}', 'Room', 5, 'u1')`)
    connection.close()
    const database = openDatabase(folder, { durability: 'process' })
    const directory = new SqliteDirectory(database)
    expect(await directory.openRooms()).toEqual([
      roomOf({ roomId: ROOM, name: 'Room', createdAt: 5, ownerId: 'u1' as UserId }),
    ])
    database.close()
  })
})
