// The contract of the search, kept by a node's index in SQLite beside logs that are kept elsewhere.
import { expect, onTestFinished } from 'vitest'
import { MemoryRoomLog } from '../../server/store/memory/memory-room-log.ts'
import { openReplicatedSearch } from '../../server/store/sqlite/replica/open-replicated-search.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { searchIndexContract } from './search-index.contract.ts'

searchIndexContract('SQLite beside another log', async () => {
  let time = 1_700_000_000_000
  const log = new MemoryRoomLog({ now: () => time++ })
  const reportFailure = (error: unknown) => expect.fail(String(error))
  const options = { log, hostId: 'host', tell: () => undefined, reportFailure }
  const search = openReplicatedSearch(temporaryFolder(), options)
  onTestFinished(() => search.close())
  return { log, search }
})
