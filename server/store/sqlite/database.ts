// Opens the one database of a host, brings it up to date, and holds its folder while it is open.
import { EventEmitter } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DataFolderError, makeDataFolder, unreadable } from '../data-folder.ts'
import { refuseMoving } from '../moving-notes.ts'
import { refuseUnfinished } from '../unfinished-restore.ts'
import { bootId } from './boot-id.ts'
import { BUSY } from './busy.ts'
import { lockFolder } from './folder-lock.ts'
import { MIGRATIONS } from './schema.ts'
import { beginRun, endRun } from './unsynced-run.ts'

/** What a commit survives: `process` the death of this process, `power` also that of the computer (it waits for fsync). */
type Durability = 'process' | 'power'

export interface DatabaseOptions {
  durability: Durability
  /** Tells one start of the computer from another. */
  boot?: () => string
}

/** An open database, shared by the adapters that are given it; whoever opened it closes it, after them. */
export interface Database {
  readonly connection: Sqlite.Database
  /** `textRemoved`: rows have lost texts that must not stay in the file or its write-ahead log. */
  readonly events: EventEmitter<{ textRemoved: [] }>
  /** Closes the file and lets go of the folder. Calling it again does nothing. */
  close(): void
}

/**
 * Opens `sarangbang.db` in the folder and makes both where they are missing. Reads the schema only, no content; where the
 * computer stopped under the last host and may have lost commits, every log begins a new epoch.
 * Throws DataFolderError; then nothing stays open or locked.
 */
export function openDatabase(dataDir: string, options: DatabaseOptions): Database {
  makeDataFolder(dataDir)
  const unlock = lockFolder(dataDir)
  try {
    refuseUnfinished(dataDir)
    refuseMoving(dataDir)
  } catch (error) {
    unlock()
    throw error
  }
  return openLocked(dataDir, unlock, options)
}

/** The same for whoever has the folder's lock, whatever its notes say: the lock goes with the database, or with what is thrown. */
export function openLocked(dataDir: string, unlock: () => void, options: DatabaseOptions): Database {
  try {
    const connection = openFile(join(dataDir, 'sarangbang.db'), options)
    return { connection, events: new EventEmitter(), close: () => closeBoth(connection, unlock) }
  } catch (error) {
    unlock()
    throw error
  }
}

function closeBoth(connection: Sqlite.Database, unlock: () => void): void {
  try {
    if (connection.open) endRun(connection)
  } catch {
    // A disk that is full, say. Without the note the next start is only more careful than it need be.
  }
  connection.close()
  unlock()
}

function openFile(path: string, { durability, boot = bootId }: DatabaseOptions): Sqlite.Database {
  let connection: Sqlite.Database | null = null
  try {
    makePrivate(path)
    connection = new Sqlite(path)
    refuseNewer(connection, path)
    configure(connection)
    migrate(connection)
    beginRun(connection, { boot: boot(), unsynced: durability === 'process' })
    if (durability === 'process') leaveDiskToSystem(connection)
    connection.pragma(`busy_timeout = ${BUSY.wait}`)
    return connection
  } catch (error) {
    connection?.close()
    throw error instanceof DataFolderError ? error : unreadable(path, error)
  }
}

/** Makes the file, where there is none, unreadable to others; SQLite gives its companions the same mode. */
function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}

function refuseNewer(connection: Sqlite.Database, path: string): void {
  const version = versionOf(connection)
  if (version <= MIGRATIONS.length) return
  const detail = `${path} was written by a later version (format ${version}, this one knows ${MIGRATIONS.length}).`
  throw new DataFolderError('DATA_TOO_NEW', detail)
}

function configure(connection: Sqlite.Database): void {
  // Of a new database; a commit writes whole pages, and a message touches three. In bytes.
  connection.pragma('page_size = 2048')
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  // macOS answers a plain fsync before the disk has written; elsewhere this changes nothing.
  connection.pragma('fullfsync = ON')
  connection.pragma('foreign_keys = ON')
  // What people delete is overwritten in the file.
  connection.pragma('secure_delete = ON')
  // Negative: KiB instead of pages.
  connection.pragma('cache_size = -32768')
}

function leaveDiskToSystem(connection: Sqlite.Database): void {
  connection.pragma('synchronous = NORMAL')
  connection.pragma('fullfsync = OFF')
}

function migrate(connection: Sqlite.Database): void {
  const run = connection.transaction(() => {
    for (const step of MIGRATIONS.slice(versionOf(connection))) connection.exec(step)
    connection.pragma(`user_version = ${MIGRATIONS.length}`)
  })
  if (versionOf(connection) < MIGRATIONS.length) run.immediate()
}

function versionOf(connection: Sqlite.Database): number {
  return Number(connection.pragma('user_version', { simple: true }))
}
