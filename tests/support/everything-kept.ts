// What a host can keep, each kind of it once at least; and whether anything is missing there, judged by the schema itself, so
// that nothing that a later host keeps is forgotten.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Login, Nonce } from '../../protocol/ids.ts'
import type { Database } from '../../server/store/sqlite/database.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { SqliteAccounts } from '../../server/store/sqlite/sqlite-accounts.ts'
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import { SqliteTokenFamilies } from '../../server/store/sqlite/sqlite-token-families.ts'
import { newRoom, person, room, seq, talk, user } from '../contracts/samples.ts'

/** Ten years after the samples' times: until then their tokens are good. */
const UNTIL = Date.UTC(2035, 0, 1)

/** How many rooms and entries `keepEverything` adds. */
export const ADDED = { rooms: 4, entries: 6 } as const

/** Adds rooms of each kind, with all that can be said about them and about who may come in; messages that were changed; sign-ins. */
export async function keepEverything(folder: string): Promise<void> {
  const database = openDatabase(folder, { durability: 'process' })
  await keepRooms(database)
  await keepChangedMessages(database)
  await keepSignIns(database)
  database.close()
}

async function keepRooms(database: Database): Promise<void> {
  const directory = new SqliteDirectory(database)
  for (const id of ['ruled', 'over']) await directory.createRoom(newRoom(id))
  await directory.createRoom({ ...newRoom('secret'), kind: 'private' })
  const rules = { topic: '가을 소풍', slowMode: 30, announcementOnly: true, ownerId: user('v') }
  await directory.changeRoom(room('ruled'), rules)
  await directory.changeRoom(room('over'), { closedAt: 2_000 })
  await directory.openDirectRoom({ roomId: room('pair'), createdAt: 3_000 }, [person('u'), person('v')])
  await directory.ban(room('ruled'), person('w'), 4_000)
  await directory.invite(person('v'), { roomId: room('secret'), by: person('haneul'), at: 5_000 })
  await directory.markRead(room('ruled'), user('u'), seq(2))
}

async function keepChangedMessages(database: Database): Promise<void> {
  const log = new SqliteRoomLog(database, { now: () => 6_000 })
  const said = talk('first', { by: 'u' })
  const about = { ...said, refersTo: seq(1) }
  for (const draft of [
    said,
    talk('second', { by: 'u' }),
    { ...about, type: 'EDIT', nonce: 'edit' } as const,
    { ...about, type: 'DELETE', refersTo: seq(2), message: '', nonce: 'delete' } as const,
    { ...said, type: 'ENTER', message: '', nonce: 'enter:1' } as const,
    { ...said, type: 'LEAVE', reason: 'removed', message: '', nonce: 'leave:1' } as const,
  ])
    await log.append(room('ruled'), draft)
  await log.close()
}

async function keepSignIns(database: Database): Promise<void> {
  const owner = { login: 'areum' as Login, userId: user('v'), name: '아름', passwordHash: 'scrypt' }
  await new SqliteAccounts(database).create(owner)
  const families = new SqliteTokenFamilies(database)
  const first = { family: 'good', generation: 0, nonce: 'n' as Nonce, at: 7_000, until: UNTIL }
  await families.exchange(first)
  await families.revoke('ended', { at: 8_000, until: UNTIL })
}

/** The columns of the host's tables, as `table.column`, that have nothing but what stands there where nothing was said. */
export function unusedColumns(folder: string): string[] {
  const connection = new Sqlite(join(folder, 'sarangbang.db'), { readonly: true })
  const columns = connection
    .prepare<[], Column>(
      `SELECT t.name AS "table", c.name, c.dflt_value AS standard
       FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' ORDER BY t.name, c.cid`,
    )
    .all()
  const isUnused = ({ table, name, standard }: Column): boolean =>
    connection.prepare(`SELECT 1 FROM ${table} WHERE ${name} IS NOT ${standard ?? 'NULL'}`).get() ===
    undefined
  const unused = columns.filter(isUnused).map(({ table, name }) => `${table}.${name}`)
  connection.close()
  return unused
}

/** `standard`: what stands there where nothing was said, in SQL; null where that is NULL. */
interface Column {
  table: string
  name: string
  standard: string | null
}
