// What a host keeps things in, wherever that is. The composition root opens it and closes it.
import type { Accounts } from './store/accounts.ts'
import type { AwayClock } from './store/away-clock.ts'
import type { Directory } from './store/directory.ts'
import type { Duties } from './store/duties.ts'
import type { HostIdentity } from './store/host-identity.ts'
import type { LastTalks } from './store/last-talks.ts'
import type { RoomLog } from './store/room-log.ts'
import type { SearchIndex } from './store/search-index.ts'
import type { Signals } from './store/signals.ts'
import type { TokenFamilies } from './store/token-families.ts'

export interface Stores {
  identity: HostIdentity
  log: RoomLog
  directory: Directory
  accounts: Accounts
  tokenFamilies: TokenFamilies
  signals: Signals
  search: SearchIndex
  lastTalks: LastTalks
  awayClock: AwayClock
  duties: Duties
  /** Whether the store can be asked now. */
  readonly up: boolean
  /** What was accepted is kept. Nothing may be called after this. */
  close(): Promise<void>
}
