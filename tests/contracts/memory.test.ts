// The contracts of the store, kept in memory.
import { MemoryAccounts } from '../../server/store/memory/memory-accounts.ts'
import { MemoryDirectory } from '../../server/store/memory/memory-directory.ts'
import { MemoryRoomLog } from '../../server/store/memory/memory-room-log.ts'
import { MemorySignals } from '../../server/store/memory/memory-signals.ts'
import { accountsContract } from './accounts.contract.ts'
import { directoryContract } from './directory.contract.ts'
import { roomLogContract } from './room-log.contract.ts'
import { signalsContract } from './signals.contract.ts'

roomLogContract('memory', async (now) => new MemoryRoomLog({ now }))
directoryContract('memory', async () => new MemoryDirectory())
signalsContract('memory', async () => new MemorySignals())
accountsContract('memory', async () => new MemoryAccounts())
