// The contracts of the store, kept in SQLite.
import { expect, onTestFinished } from 'vitest'
import { SqliteSearchIndex } from '../../server/store/sqlite/search/sqlite-search-index.ts'
import { SqliteAccounts } from '../../server/store/sqlite/sqlite-accounts.ts'
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import { SqliteTokenFamilies } from '../../server/store/sqlite/sqlite-token-families.ts'
import { reopenedAccountsContract } from './accounts-reopened.contract.ts'
import { accountsContract } from './accounts.contract.ts'
import { reopenedDirectoryContract } from './directory-reopened.contract.ts'
import { directoryDoorsContract } from './directory-doors.contract.ts'
import { directoryContract } from './directory.contract.ts'
import { reopenedRoomLogContract } from './room-log-reopened.contract.ts'
import { roomLogContract } from './room-log.contract.ts'
import { reopenedTokenFamiliesContract } from './token-families-reopened.contract.ts'
import { tokenFamiliesContract } from './token-families.contract.ts'
import { searchIndexContract } from './search-index.contract.ts'
import { reopening, temporaryDatabase } from './sqlite-stores.ts'

roomLogContract('SQLite', async (now) => new SqliteRoomLog(temporaryDatabase(), { now }))
reopenedRoomLogContract('SQLite', () =>
  reopening((database) => new SqliteRoomLog(database, { now: () => 1 })),
)

directoryContract('SQLite', async () => new SqliteDirectory(temporaryDatabase()))
directoryDoorsContract('SQLite', async () => new SqliteDirectory(temporaryDatabase()))
reopenedDirectoryContract('SQLite', () => reopening((database) => new SqliteDirectory(database)))

accountsContract('SQLite', async () => new SqliteAccounts(temporaryDatabase()))
reopenedAccountsContract('SQLite', () => reopening((database) => new SqliteAccounts(database)))

tokenFamiliesContract('SQLite', async () => new SqliteTokenFamilies(temporaryDatabase()))
reopenedTokenFamiliesContract('SQLite', () => reopening((database) => new SqliteTokenFamilies(database)))
searchIndexContract('SQLite', async () => {
  const database = temporaryDatabase()
  const reportFailure = (error: unknown) => expect.fail(String(error))
  const search = new SqliteSearchIndex(database.connection.name, { tell: () => undefined, reportFailure })
  onTestFinished(() => search.close())
  return { log: new SqliteRoomLog(database, { now: () => 1 }), search }
})
