// What every use case works with. The composition root fills it with the adapters of the day.
import type { Directory } from '../store/directory.ts'
import type { RoomLog } from '../store/room-log.ts'
import type { Signals } from '../store/signals.ts'

export interface ChatPorts {
  log: RoomLog
  directory: Directory
  signals: Signals
  /** Milliseconds since 1970. */
  now: () => number
}
