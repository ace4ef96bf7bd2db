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

/** Which entries to read, `limit` at most: those next to a seq on one side, or on both with that seq in the middle. */
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
 * Methods reject only for an outage of the store; then nothing was kept that was not answered for.
 * A room that nobody has written to has an empty log: the port does not know which rooms exist.
 */
export interface RoomLog {
  /**
   * Durable when it resolves. Assigns the room's next seq: 1, 2, 3 … without gaps, in the order of the calls.
   * The same (senderId, nonce) again in a room returns the first entry, `duplicate: true`, and appends nothing.
   */
  append(room: RoomId, draft: Draft): Promise<Appended>
  /** A page, ascending by seq. Empty where there is nothing on that side. */
  read(room: RoomId, page: Page): Promise<Entry[]>
  /** Where the log stands now. The first call for a room fixes its epoch. */
  head(room: RoomId): Promise<LogHead>
  /**
   * Calls back for each entry that any node appends from now on: once each, in seq order, without gaps, and not
   * before it is durable. An adapter that may miss a notification fills the gap from the log before it calls back.
   * The callback must not throw.
   */
  follow(room: RoomId, onEntry: (entry: Entry) => void): Promise<Unfollow>
  /** Flushes what was accepted and lets go of the store. Nothing may be called afterwards. */
  close(): Promise<void>
}
