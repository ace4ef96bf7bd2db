// The port to the rooms' logs: the one place where messages are kept and put in order.
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../protocol/ids.ts'

/** An entry before the log has given it its place. `nonce` makes a repeated append harmless. */
export type Draft = Pick<Entry, 'type' | 'senderId' | 'sender' | 'message' | 'nonce'>

/** What became of a draft. `duplicate`: the same (senderId, nonce) was there before, and `entry` is that first one. */
export interface Appended {
  entry: Entry
  duplicate: boolean
}

/**
 * Which entries to read, `limit` at most (0 or more). `after` and `before`: those next to that seq, without it.
 * `around`: the floor(limit / 2) next below that seq, and the remaining ceil(limit / 2) from that seq on, so that it is
 * in the page where the log holds it; a side that has fewer is not made up for on the other.
 */
export type Page =
  { after: Seq; limit: number } | { before: Seq; limit: number } | { around: Seq; limit: number }

/** Where a log stands. `first` is the oldest entry still held, `last` the newest; both 0 while the log is empty. */
export interface LogHead {
  epoch: Epoch
  first: Seq
  last: Seq
}

export type Unfollow = () => void

/**
 * Methods reject only for an outage of the store, with Refusal UNAVAILABLE; then nothing of that call was kept.
 * A room that nobody has written to has an empty log: the port does not know which rooms exist.
 */
export interface RoomLog {
  /**
   * Durable when it resolves. Assigns the room's next seq: 1, 2, 3 … without gaps, in the order of the calls.
   * The same (senderId, nonce) again in a room returns the first entry, `duplicate: true`, and appends nothing.
   */
  append(room: RoomId, draft: Draft): Promise<Appended>
  /**
   * Calls `work` at once. What is appended while it runs, in any rooms, is kept together or not at all, whatever ends the
   * process; nobody is called back with one of these entries before all are durable.
   */
  together(work: () => void): void
  /** A page, ascending by seq. Empty where there is nothing on that side. */
  read(room: RoomId, page: Page): Promise<Entry[]>
  /** Where the log stands now. The first call for a room fixes its epoch. */
  head(room: RoomId): Promise<LogHead>
  /**
   * Calls back for each entry that any node appends from now on: once each, in seq order, without gaps, and not
   * before it is durable. An adapter that may miss a notification fills the gap from the log before it calls back.
   * Whoever awaits an append on this node finds its entry called back already. The callback must not throw; if it does,
   * the process is warned and nobody else is affected.
   */
  follow(room: RoomId, onEntry: (entry: Entry) => void): Promise<Unfollow>
  /**
   * Keeps what was accepted, and answers for it. A database or connection that was given to the adapter stays open: it is
   * closed by whoever opened it, afterwards. Nothing may be called after this.
   */
  close(): Promise<void>
}
