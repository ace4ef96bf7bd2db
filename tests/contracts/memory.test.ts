// The contracts of the store, kept in memory.
import { MemoryAccounts } from '../../server/store/memory/memory-accounts.ts'
import { MemoryDirectory } from '../../server/store/memory/memory-directory.ts'
import { MemoryRoomLog } from '../../server/store/memory/memory-room-log.ts'
import { MemorySearchIndex } from '../../server/store/memory/memory-search-index.ts'
import { MemorySignals } from '../../server/store/memory/memory-signals.ts'
import { MemoryTokenFamilies } from '../../server/store/memory/memory-token-families.ts'
import { accountsContract } from './accounts.contract.ts'
import { directoryDoorsContract } from './directory-doors.contract.ts'
import { directoryContract } from './directory.contract.ts'
import { roomLogContract } from './room-log.contract.ts'
import { searchIndexContract } from './search-index.contract.ts'
import { signalsContract } from './signals.contract.ts'
import { tokenFamiliesContract } from './token-families.contract.ts'

roomLogContract('memory', async (now) => new MemoryRoomLog({ now }))
directoryContract('memory', async () => new MemoryDirectory())
directoryDoorsContract('memory', async () => new MemoryDirectory())
signalsContract('memory', async () => new MemorySignals())
accountsContract('memory', async () => new MemoryAccounts())
tokenFamiliesContract('memory', async () => new MemoryTokenFamilies())
searchIndexContract('memory', async () => {
  const log = new MemoryRoomLog({ now: () => 1 })
  return { log, search: new MemorySearchIndex(log) }
})
