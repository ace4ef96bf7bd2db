// The stores of a host on one machine: SQLite in the data folder, and signals within the process.
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { eventLoopLoad } from './event-loop-load.ts'
import { openHostFile } from './store/host-file.ts'
import { MemoryAwayClock } from './store/memory/memory-away-clock.ts'
import { MemoryDuties } from './store/memory/memory-duties.ts'
import { MemoryLastTalks } from './store/memory/memory-last-talks.ts'
import { MemorySignals } from './store/memory/memory-signals.ts'
import { checkpointBeside } from './store/sqlite/checkpoints.ts'
import { openDatabase, type Database } from './store/sqlite/database.ts'
import { SqliteAccounts } from './store/sqlite/sqlite-accounts.ts'
import { SqliteDirectory } from './store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from './store/sqlite/sqlite-room-log.ts'
import { SqliteTokenFamilies } from './store/sqlite/sqlite-token-families.ts'
import { SqliteSearchIndex } from './store/sqlite/search/sqlite-search-index.ts'
import type { Stores } from './stores.ts'

/** Throws DataFolderError; then nothing is left open. */
export async function openEmbeddedStores(config: Config, log: Logger): Promise<Stores> {
  const database = openDatabase(config.dataDir, { durability: config.durability })
  try {
    const identity = await openHostFile(config.dataDir, config.name === null ? {} : { name: config.name })
    return { identity, ...storesIn(database, log) }
  } catch (error) {
    database.close()
    throw error
  }
}

function storesIn(database: Database, log: Logger): Omit<Stores, 'identity'> {
  const closed = {
    duties: new MemoryDuties(),
    log: new SqliteRoomLog(database, { now: Date.now, load: () => eventLoopLoad(performance.now()) }),
    search: new SqliteSearchIndex(database.connection.name, {
      tell: (news) => log.info(news),
      reportFailure: (error) => log.error({ err: error }, 'the search failed'),
    }),
    directory: new SqliteDirectory(database),
    signals: new MemorySignals(),
    accounts: new SqliteAccounts(database),
    tokenFamilies: new SqliteTokenFamilies(database),
  }
  const lastTalks = new MemoryLastTalks()
  const awayClock = new MemoryAwayClock(() => performance.now())
  const stopCheckpoints = checkpointBeside(database)
  const close = async (): Promise<void> => {
    for (const port of Object.values(closed)) await port.close()
    await stopCheckpoints()
    database.close()
  }
  return { ...closed, lastTalks, awayClock, up: true, close }
}
