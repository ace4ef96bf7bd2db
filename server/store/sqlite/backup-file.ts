// The one file that a backup is: the host's database, and in a table of its own who the host is. See docs/decisions.
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { CopyError, inWords } from '../copy-error.ts'
import { parseHostIdentity } from '../host-file.ts'
import type { HostIdentity } from '../host-identity.ts'
import { MIGRATIONS } from './schema.ts'

/** Tells our backups from other files of SQLite, at byte 68 ("Database File Format", §1.3): "SRBB" in ASCII. */
const APPLICATION_ID = 0x53_52_42_42
const APPLICATION_ID_AT = 68
const HEADER_BYTES = 100

/** Of the table, not of the rest, which has the database's own number. */
const FORMAT = 1

/** How much is in a host's database. */
export interface Contents {
  rooms: number
  entries: number
}

/** Makes a copied database a backup. The note comes last: a file without it is none. */
export function markAsBackup(connection: Sqlite.Database, identity: HostIdentity): void {
  const mark = connection.transaction(() => {
    connection.exec('CREATE TABLE backup (format INTEGER NOT NULL, host TEXT NOT NULL) STRICT')
    const note = connection.prepare('INSERT INTO backup (format, host) VALUES (?, ?)')
    note.run(FORMAT, JSON.stringify(identity))
    connection.pragma(`application_id = ${APPLICATION_ID}`)
  })
  mark()
}

/** Makes a backup a host's database again. The key that was in it is overwritten. */
export function unmarkBackup(connection: Sqlite.Database): void {
  connection.pragma('secure_delete = ON')
  const unmark = connection.transaction(() => {
    connection.exec('DROP TABLE backup')
    connection.pragma('application_id = 0')
  })
  unmark()
}

/** Looks at the whole file, and says whose it is. Throws CopyError where it is no backup, a later one, or damaged. */
export function examineBackup(file: string): { identity: HostIdentity; contents: Contents } {
  try {
    if (applicationId(file) !== APPLICATION_ID) throw new CopyError(`${file} is not a backup of a host.`)
    const connection = new Sqlite(file, { readonly: true, fileMustExist: true })
    try {
      refuseLater(connection, file)
      refuseShort(connection, file)
      checkWhole(connection, file)
      return { identity: identityIn(connection, file), contents: contentsOf(connection) }
    } finally {
      connection.close()
    }
  } catch (error) {
    throw inWords(file, error)
  }
}

/** SQLite reads a last page that was cut short as if it ended in zeros. */
function refuseShort(connection: Sqlite.Database, file: string): void {
  const [pages, bytes] = ['page_count', 'page_size'].map((each) => connection.pragma(each, { simple: true }))
  if (statSync(file).size !== Number(pages) * Number(bytes)) throw new CopyError(`${file} is damaged.`)
}

/** Throws CopyError where anything in the database is not as SQLite left it. */
export function checkWhole(connection: Sqlite.Database, path: string): void {
  const found = connection.pragma('integrity_check(1)', { simple: true })
  if (found !== 'ok') throw new CopyError(`${path} is damaged.`, { cause: found })
}

/** Throws CopyError where a later version of the program has written the database. */
export function refuseLater(connection: Sqlite.Database, path: string): void {
  const version = Number(connection.pragma('user_version', { simple: true }))
  if (version > MIGRATIONS.length) throw laterVersion(path)
}

export function contentsOf(connection: Sqlite.Database): Contents {
  const count = (table: keyof Contents) =>
    Number(connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  return { rooms: count('rooms'), entries: count('entries') }
}

function identityIn(connection: Sqlite.Database, file: string): HostIdentity {
  const note = connection.prepare<[], { format: number; host: string }>('SELECT format, host FROM backup')
  const row = note.get()
  if (row === undefined) throw new CopyError(`${file} is damaged.`)
  if (row.format > FORMAT) throw laterVersion(file)
  return parseHostIdentity(file, row.host)
}

/** Null for what is too short to be a file of SQLite. */
function applicationId(file: string): number | null {
  const header = Buffer.alloc(HEADER_BYTES)
  const descriptor = openSync(file, 'r')
  try {
    const length = readSync(descriptor, header, 0, HEADER_BYTES, 0)
    return length < HEADER_BYTES ? null : header.readInt32BE(APPLICATION_ID_AT)
  } finally {
    closeSync(descriptor)
  }
}

function laterVersion(path: string): CopyError {
  return new CopyError(`${path} was written by a later version of this program.`)
}
