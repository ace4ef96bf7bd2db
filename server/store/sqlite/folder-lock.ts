// Keeps a data folder to one process.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DataFolderError, unreadable } from '../data-folder.ts'
import { isBusy } from './busy.ts'

/** A connection that nobody refers to is closed by the garbage collector, and its lock with it. */
const held = new Set<Sqlite.Database>()

/**
 * Takes the folder until the answer is called or this process ends, however it ends. Throws DATA_IN_USE where somebody has it, within this process too.
 * The lock is SQLite's own on a database that stays empty, so the system frees it even after `kill -9`.
 */
export function lockFolder(dataDir: string): () => void {
  const path = join(dataDir, 'sarangbang.lock')
  const connection = openLock(path)
  try {
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection.close()
    throw isBusy(error) ? inUse(dataDir, error) : unreadable(path, error)
  }
  held.add(connection)
  return () => {
    held.delete(connection)
    connection.close()
  }
}

function openLock(path: string): Sqlite.Database {
  try {
    return new Sqlite(path, { timeout: 0 })
  } catch (error) {
    throw unreadable(path, error)
  }
}

function inUse(dataDir: string, cause: unknown): DataFolderError {
  return new DataFolderError('DATA_IN_USE', `Another host is using ${dataDir}.`, { cause })
}
