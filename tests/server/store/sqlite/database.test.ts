// Opening a host's database: what a data folder is refused for, and that a refusal changes nothing in it.
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { DataFolderError } from '../../../../server/store/data-folder.ts'
import { openDatabase, type Database } from '../../../../server/store/sqlite/database.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

const ordinary = { durability: 'process' } as const

describe('openDatabase', () => {
  it('makes the folder and the file, closed to others, and opens them again', () => {
    const folder = join(temporaryFolder(), 'new', 'data')
    openDatabase(folder, ordinary).close()
    openDatabase(folder, ordinary).close()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'sarangbang.db')).mode & 0o777).toBe(0o600)
  })

  it.each([
    { durability: 'process', synchronous: 1 },
    { durability: 'power', synchronous: 2 },
  ] as const)('waits for the disk as $durability asks', ({ durability, synchronous }) => {
    const database = openDatabase(temporaryFolder(), { durability })
    expect(pragma(database, 'synchronous')).toBe(synchronous)
    expect(pragma(database, 'journal_mode')).toBe('wal')
    expect(pragma(database, 'foreign_keys')).toBe(1)
    database.close()
  })

  it('makes pages small in a new file, and leaves those of an older one as they are', () => {
    const pageBytes = (folder: string): unknown => {
      const database = openDatabase(folder, ordinary)
      const size = pragma(database, 'page_size')
      database.close()
      return size
    }
    const [fresh, older] = [temporaryFolder(), temporaryFolder()]
    const before = new Sqlite(join(older, 'sarangbang.db'))
    before.pragma('page_size = 4096')
    before.exec('VACUUM')
    before.close()
    expect([pageBytes(fresh), pageBytes(fresh), pageBytes(older)]).toEqual([2_048, 2_048, 4_096])
  })

  it('refuses a folder that is in use, until it is let go', () => {
    const folder = temporaryFolder()
    const first = openDatabase(folder, ordinary)
    expect(faultOf(() => openDatabase(folder, ordinary))).toBe('DATA_IN_USE')
    first.close()
    first.close()
    openDatabase(folder, ordinary).close()
  })

  it('refuses a database of a later version, and leaves it as it is', () => {
    const folder = temporaryFolder()
    openDatabase(folder, ordinary).close()
    edit(folder, 'PRAGMA user_version = 9999')
    const before = readFileSync(join(folder, 'sarangbang.db'))
    expect(faultOf(() => openDatabase(folder, ordinary))).toBe('DATA_TOO_NEW')
    expect(readFileSync(join(folder, 'sarangbang.db'))).toEqual(before)
  })

  it('refuses a file that is no database, leaves it as it is, and lets the folder go', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'sarangbang.db')
    writeFileSync(file, 'not a database, but long enough to be taken for one'.repeat(100))
    const before = readFileSync(file)
    expect(faultOf(() => openDatabase(folder, ordinary))).toBe('DATA_UNREADABLE')
    expect(faultOf(() => openDatabase(folder, ordinary))).toBe('DATA_UNREADABLE')
    expect(readFileSync(file)).toEqual(before)
  })

  it('refuses a database of which the end is missing', () => {
    const folder = temporaryFolder()
    openDatabase(folder, ordinary).close()
    truncateSync(join(folder, 'sarangbang.db'), 5_000)
    expect(faultOf(() => openDatabase(folder, ordinary))).toBe('DATA_UNREADABLE')
  })

  it('refuses a lock that is no lock', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'sarangbang.lock'), 'somebody wrote here'.repeat(100))
    expect(faultOf(() => openDatabase(folder, ordinary))).toBe('DATA_UNREADABLE')
  })

  it('refuses a folder that is a file', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expect(faultOf(() => openDatabase(file, ordinary))).toBe('DATA_UNREADABLE')
  })
})

function pragma({ connection }: Database, name: string): unknown {
  return connection.pragma(name, { simple: true })
}

/** Changes a closed database behind the program's back. */
function edit(folder: string, sql: string): void {
  const connection = new Sqlite(join(folder, 'sarangbang.db'))
  connection.exec(sql)
  connection.close()
}

function faultOf(open: () => Database): string {
  try {
    open().close()
  } catch (error) {
    return error instanceof DataFolderError ? error.code : String(error)
  }
  return 'opened'
}
