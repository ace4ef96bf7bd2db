// The file of a search index: how it is made, and what the one beside the host's database says about itself.
import { closeSync, openSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { FTS_TABLE } from './tokens.ts'

/** What is in an index's file. `format`: of the tables and of the tokens in them; with another one the index is made anew. */
export interface IndexTables {
  format: number
  /** As the statements that make it. */
  tables: string
}

/**
 * How far the index is. `position`: the arrival of the last entry that is in it. `life`: of which life of the host's logs,
 * see `lifeOf`. `soiled`: whether it still has parts of what was deleted. `removed`: how many entries the logs had let go of
 * when it was last looked through for them.
 */
export interface IndexState {
  position: number
  life: string
  soiled: 0 | 1
  removed: number
}

const STATE = `
  CREATE TABLE state (
    position INTEGER NOT NULL,
    life     TEXT    NOT NULL,
    soiled   INTEGER NOT NULL,
    removed  INTEGER NOT NULL
  ) STRICT;
  INSERT INTO state VALUES (0, '', 0, 0);
`

/** Of the index beside the host's database. */
export const SEARCH_TABLES: IndexTables = { format: 1, tables: FTS_TABLE + STATE }

/** In place of a path: a file without a name, which is gone with its connection, whatever ends that ("Temporary Databases"). */
export const UNNAMED = ''

/** The index in this file, with these tables where there are none; to be read and written by one thread alone. */
export function openIndexFile(path: string, { format, tables }: IndexTables): Sqlite.Database {
  if (path !== UNNAMED) closeSync(openSync(path, 'a', 0o600))
  const connection = new Sqlite(path)
  try {
    configure(connection)
    const make = connection.transaction(() => {
      connection.exec(tables)
      connection.pragma(`user_version = ${format}`)
    })
    if (versionOf(connection) === 0) make.immediate()
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Whether the file has the tables that this version writes. */
export function isCurrent(connection: Sqlite.Database, { format }: IndexTables): boolean {
  return versionOf(connection) === format
}

/** Whether this says that the file is not as SQLite left it, or none of SQLite's. */
export function isDamage(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}

/** Removes the index; the connection to it is closed. */
export function removeIndexFile(path: string): void {
  if (path === UNNAMED) return
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
}

/** Which life of the logs this database has: another one where the logs have begun new epochs. '' while there is no log. */
export function lifeOf(chat: Sqlite.Database): string {
  const epoch = chat.prepare<[], string>('SELECT epoch FROM logs ORDER BY log LIMIT 1').pluck()
  return epoch.get() ?? ''
}

/** The arrival of the newest entry in the host's logs; 0 while there is none. */
export function newestIn(chat: Sqlite.Database): number {
  return chat.prepare<[], number | null>('SELECT max(arrival) FROM entries').pluck().get() ?? 0
}

export function stateOf(index: Sqlite.Database): IndexState {
  const state = index.prepare<[], IndexState>('SELECT position, life, soiled, removed FROM state').get()
  if (state === undefined) throw new Error('The search index has no state.')
  return state
}

function configure(connection: Sqlite.Database): void {
  // Of a new file, in bytes: as FTS5 is told (`tokens.ts`), so that a piece of its index is a page.
  connection.pragma('page_size = 8192')
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = NORMAL')
  // Pages: 32 MiB. What is merged soon after it was written need not be carried over first.
  connection.pragma('wal_autocheckpoint = 4096')
  // What is deleted must not be found in the file.
  connection.pragma('secure_delete = ON')
  // Negative: KiB instead of pages.
  connection.pragma('cache_size = -32768')
}

function versionOf(connection: Sqlite.Database): number {
  return Number(connection.pragma('user_version', { simple: true }))
}
