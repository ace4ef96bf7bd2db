// Data folders with something in everything that a host keeps, and what is in them, to compare.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Login } from '../../protocol/ids.ts'
import type { CopyWatch } from '../../server/store/copy-watch.ts'
import { openHostFile } from '../../server/store/host-file.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { SqliteAccounts } from '../../server/store/sqlite/sqlite-accounts.ts'
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import { newRoom, person, room, seq, span, talk, user } from '../contracts/samples.ts'

const ROOMS = ['a', 'b', 'c']

/** Nobody looks, nobody stops it. */
export const UNWATCHED: CopyWatch = { onProgress: () => undefined, signal: new AbortController().signal }

/** Three rooms of `entries` each, with members who stay and who left, and read marks; and an account. */
export async function fillHost(folder: string, entries = 20): Promise<void> {
  await openHostFile(folder, { name: '우리 집' })
  const database = openDatabase(folder, { durability: 'process' })
  const log = new SqliteRoomLog(database, { now: () => 1_000 })
  const directory = new SqliteDirectory(database)
  const account = { login: 'haneul' as Login, userId: user('u'), name: '하늘', passwordHash: 'scrypt' }
  await new SqliteAccounts(database).create(account)
  for (const id of ROOMS) {
    await directory.createRoom(newRoom(id))
    for (const who of ['u', 'v', 'w'])
      await directory.setMembership(room(id), person(who), { present: who !== 'w', stay: 2 })
    const drafts = span(1, entries).map((n) => talk(`${id}${n}`, { message: `말 ${n} ${'가'.repeat(300)}` }))
    await Promise.all(drafts.map((draft) => log.append(room(id), draft)))
    await directory.markRead(room(id), user('u'), seq(entries))
  }
  await log.close()
  database.close()
}

/** Everything in the folder but the names of the epochs: every row of every table, and the host's identity. */
export function contentsOfHost(folder: string): Record<string, unknown[]> {
  const connection = new Sqlite(join(folder, 'sarangbang.db'), { readonly: true })
  const tables = connection
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
  const rows = tables.map((table): [string, unknown[]] => [table, rowsOf(connection, table)])
  connection.close()
  return Object.fromEntries([...rows, ['host.json', [readFileSync(join(folder, 'host.json'), 'utf8')]]])
}

/** The epoch of each room's log. */
export function epochsOf(folder: string): string[] {
  const connection = new Sqlite(join(folder, 'sarangbang.db'), { readonly: true })
  const epochs = connection.prepare<[], string>('SELECT epoch FROM logs ORDER BY log').pluck().all()
  connection.close()
  return epochs
}

function rowsOf(connection: Sqlite.Database, table: string): unknown[] {
  if (table === 'logs') return connection.prepare('SELECT log, room FROM logs ORDER BY log').all()
  return connection.prepare(`SELECT * FROM ${table}`).all()
}
