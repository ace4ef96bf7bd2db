// The port to one node's own index over logs that are kept elsewhere. It looks for nothing by itself: it is fed.
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../protocol/ids.ts'
import type { LogHead } from './room-log.ts'
import type { Found, SearchRequest } from './search-index.ts'

/** Where a room's log stands. */
export interface RoomHead extends LogHead {
  roomId: RoomId
}

/** What of a room's log is in the index: as LogHead. `epoch` is null, and the rest 0, where nothing is. */
export interface Standing {
  epoch: Epoch | null
  first: Seq
  last: Seq
}

/** A log that the index does not have as this head tells it. */
export interface Lag {
  head: RoomHead
  standing: Standing
}

/**
 * What was read of a log: the entries after a seq, as many as were asked for. `fresh`: the head was asked for after the last page of
 * this log had been taken, so that where it has less than the index, the log itself has lost something.
 */
export interface LogPage {
  head: RoomHead
  fresh: boolean
  after: Seq
  entries: readonly Entry[]
}

/** A stretch of all logs, by their ids: those after `after`, up to `through`; null: from the first, to the last. */
export interface Stretch {
  after: RoomId | null
  through: RoomId | null
}

/**
 * Refuses UNAVAILABLE for an outage of the index. Whatever ends the process, the index has a log as it says, or is made anew.
 */
export interface IndexReplica {
  /**
   * Those of the logs that the index has less of than their heads tell, or more, or of another epoch, or that hold something older
   * than it has. It lets go of what the others no longer hold. `quiet`: nothing was read of any log since the heads were asked for.
   */
  compare(heads: readonly RoomHead[], quiet: boolean): Promise<Lag[]>
  /**
   * Takes what follows on what it has of each log, all of it or nothing, and answers where each stands then. A page that does not
   * follow is left. A log that is not the one which the index has is begun anew: one that by a fresh head has lost something, even
   * that it was trimmed; and one of another epoch, unless its entry at the index's end is the same, and nothing that came after
   * that can have changed what was read.
   */
  take(pages: readonly LogPage[]): Promise<Standing[]>
  /** Lets go of all logs in the stretch but these. */
  keepOnly(stretch: Stretch, rooms: readonly RoomId[]): Promise<void>
  /**
   * As `SearchIndex.find`, in the logs of these heads, whatever the request says of rooms. Null where the index has one of them
   * only in part, or of another epoch.
   */
  find(request: Omit<SearchRequest, 'rooms'>, heads: readonly RoomHead[]): Promise<Found | null>
  /** Ends its use. Nothing may be called after this; what is refuses UNAVAILABLE. */
  close(): Promise<void>
}
