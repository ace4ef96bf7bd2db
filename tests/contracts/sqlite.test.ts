// The contracts of the store, kept in SQLite.
import { SqliteAccounts } from '../../server/store/sqlite/sqlite-accounts.ts'
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import { reopenedAccountsContract } from './accounts-reopened.contract.ts'
import { accountsContract } from './accounts.contract.ts'
import { reopenedDirectoryContract } from './directory-reopened.contract.ts'
import { directoryContract } from './directory.contract.ts'
import { reopenedRoomLogContract } from './room-log-reopened.contract.ts'
import { roomLogContract } from './room-log.contract.ts'
import { reopening, temporaryDatabase } from './sqlite-stores.ts'

roomLogContract('SQLite', async (now) => new SqliteRoomLog(temporaryDatabase(), { now }))
reopenedRoomLogContract('SQLite', () =>
  reopening((database) => new SqliteRoomLog(database, { now: () => 1 })),
)

directoryContract('SQLite', async () => new SqliteDirectory(temporaryDatabase()))
reopenedDirectoryContract('SQLite', () => reopening((database) => new SqliteDirectory(database)))

accountsContract('SQLite', async () => new SqliteAccounts(temporaryDatabase()))
reopenedAccountsContract('SQLite', () => reopening((database) => new SqliteAccounts(database)))
