// SQLite stores for the suites, each in a folder that goes with its test.
import { onTestFinished } from 'vitest'
import { openDatabase, type Database } from '../../server/store/sqlite/database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A database in a new folder, closed when the running test has finished. */
export function temporaryDatabase(): Database {
  const folder = temporaryFolder()
  const database = openDatabase(folder, { durability: 'process' })
  onTestFinished(() => database.close())
  return database
}

/** Something that lives on a database and is closed before it. */
interface Closable {
  close(): Promise<void>
}

/** One folder for the running test; each call of the answer closes what was open in it and opens it anew. */
export function reopening<Store extends Closable>(open: (database: Database) => Store): () => Promise<Store> {
  const folder = temporaryFolder()
  let current: { store: Store; database: Database } | null = null
  const close = async () => {
    await current?.store.close()
    current?.database.close()
  }
  onTestFinished(close)
  return async () => {
    await close()
    const database = openDatabase(folder, { durability: 'process' })
    current = { database, store: open(database) }
    return current.store
  }
}
