// Opens a host's data folder for an import: all of it is kept, or nothing.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inWords } from '../copy-error.ts'
import { openHostFile } from '../host-file.ts'
import type { RoomImport } from '../room-import.ts'
import { openDatabase, type Database } from './database.ts'
import { RoomImportRows } from './room-import-rows.ts'

/** What is made in a folder that was no host's. */
const MADE = ['sarangbang.db', 'sarangbang.db-wal', 'sarangbang.db-shm', 'host.json']

/**
 * What `fill` answers, when all that it put in is on the disk. A folder without a host becomes one. Rejects as `fill` does, and
 * with a CopyError or DataFolderError, also where a host runs on the folder; then everything is as it was, but for the lock.
 */
export async function importInto<Answer>(
  dataDir: string,
  fill: (target: RoomImport) => Promise<Answer>,
): Promise<Answer> {
  const isNew = MADE.every((name) => !existsSync(join(dataDir, name)))
  const database = openDatabase(dataDir, { durability: 'power' })
  try {
    await openHostFile(dataDir)
    return await inTransaction(database, () => fill(new RoomImportRows(database)))
  } catch (error) {
    database.connection.close()
    if (isNew) for (const name of MADE) rmSync(join(dataDir, name), { force: true })
    throw inWords(dataDir, error)
  } finally {
    database.close()
  }
}

/** Nobody else writes by this connection while `work` waits, and nobody else has the folder. */
async function inTransaction<Answer>({ connection }: Database, work: () => Promise<Answer>): Promise<Answer> {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const answer = await work()
    connection.exec('COMMIT')
    return answer
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK')
  }
}
