// Data folders as the old and the new place of a move.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { CopyError, inWords } from '../copy-error.ts'
import { makeDataFolder } from '../data-folder.ts'
import { readHostFile } from '../host-file.ts'
import type { HouseReader } from '../house.ts'
import type { Arriving, Leaving, NewHouse, OldHouse, Rooms } from '../moving.ts'
import {
  endArriving,
  noteArriving,
  noteLeaving,
  readArriving,
  readLeaving,
  refuseArriving,
} from '../moving-notes.ts'
import { refuseUnfinished } from '../unfinished-restore.ts'
import { openLocked, type Database } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { SqliteHouseReader } from './sqlite-house-reader.ts'
import { SqliteHouseWriter } from './sqlite-house-writer.ts'
import { beginEpochs } from './unsynced-run.ts'

/** What may lie in a folder that is empty: the lock, with SQLite's companion of it, and a note that was not finished. */
const NOTHING = ['sarangbang.lock', 'sarangbang.lock-journal', 'moving-in.new']

/**
 * A folder with a host, which it keeps from others until it is closed. Rejects with a CopyError or DataFolderError; then nothing
 * in the folder was changed.
 */
export async function openOldFolder(dataDir: string): Promise<OldHouse> {
  refuseUnfinished(dataDir)
  refuseArriving(dataDir)
  await readHostFile(dataDir)
  const path = join(dataDir, 'sarangbang.db')
  if (!existsSync(path)) throw new CopyError(`There is no ${path}.`)
  const database = openLocked(dataDir, lockFolder(dataDir), { durability: 'power' })
  return new OldFolder(dataDir, database)
}

/**
 * A folder that is empty, or not there yet, or in which a move has not been finished. It keeps it from others until it is closed.
 * Rejects with a CopyError or DataFolderError; then nothing in the folder was changed.
 */
export function openNewFolder(dataDir: string): NewHouse {
  refuseFull(dataDir)
  makeDataFolder(dataDir)
  const unlock = lockFolder(dataDir)
  try {
    refuseFull(dataDir)
    return new NewFolder(dataDir, readArriving(dataDir), unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

function refuseFull(dataDir: string): void {
  if (!existsSync(dataDir)) return
  refuseUnfinished(dataDir)
  const names = namesIn(dataDir)
  if (names.includes('moving-in') || names.every((name) => NOTHING.includes(name))) return
  throw new CopyError(`${dataDir} is not empty: move into an empty folder, or a new one.`)
}

function namesIn(dataDir: string): string[] {
  try {
    return readdirSync(dataDir)
  } catch (error) {
    throw inWords(dataDir, error)
  }
}

class OldFolder implements OldHouse {
  readonly place: string
  readonly reader: HouseReader
  readonly #database: Database

  constructor(dataDir: string, database: Database) {
    this.place = dataDir
    this.#database = database
    this.reader = new SqliteHouseReader(dataDir, database)
  }

  get leaving(): Leaving | null {
    return readLeaving(this.place)
  }

  async mark(leaving: Leaving): Promise<void> {
    noteLeaving(this.place, leaving)
  }

  async endEpochs(): Promise<void> {
    beginEpochs(this.#database.connection)
  }

  /** The lock tells. */
  async confirm(): Promise<void> {}

  async close(): Promise<void> {
    this.#database.close()
  }
}

class NewFolder implements NewHouse {
  readonly place: string
  readonly arriving: Arriving | null
  #unlock: (() => void) | null
  #open: { database: Database; writer: SqliteHouseWriter } | null = null

  constructor(dataDir: string, arriving: Arriving | null, unlock: () => void) {
    this.place = dataDir
    this.arriving = arriving
    this.#unlock = unlock
  }

  async mark(arriving: Arriving): Promise<void> {
    noteArriving(this.place, arriving)
  }

  rooms(): Rooms {
    const { database, writer } = (this.#open ??= this.#openDatabase())
    return { reader: new SqliteHouseReader(this.place, database), writer }
  }

  async confirm(): Promise<void> {}

  /** Each of its transactions was on the disk when it was over. */
  async finish(): Promise<void> {
    endArriving(this.place)
  }

  async close(): Promise<void> {
    this.#open?.writer.close()
    this.#open?.database.close()
    this.#unlock?.()
  }

  /** The lock goes with the database. */
  #openDatabase(): { database: Database; writer: SqliteHouseWriter } {
    const unlock = this.#unlock ?? (() => undefined)
    this.#unlock = null
    const database = openLocked(this.place, unlock, { durability: 'power' })
    return { database, writer: new SqliteHouseWriter(this.place, database) }
  }
}
