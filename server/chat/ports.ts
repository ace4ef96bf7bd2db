// What every use case works with. The composition root fills it with the adapters of the day.
import type { Directory } from '../store/directory.ts'
import type { LastTalks } from '../store/last-talks.ts'
import type { People } from '../store/people.ts'
import type { Roles } from '../store/roles.ts'
import type { RoomLog } from '../store/room-log.ts'
import type { SearchIndex } from '../store/search-index.ts'
import type { Signals } from '../store/signals.ts'
import type { MovedMarks } from './moved-marks.ts'

export interface ChatPorts {
  log: RoomLog
  directory: Directory
  signals: Signals
  movedMarks: MovedMarks
  lastTalks: LastTalks
  roles: Roles
  people: People
  search: SearchIndex
  /** Milliseconds since 1970. */
  now: () => number
}
