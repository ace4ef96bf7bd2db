// The port to the rooms' logs: the one place where messages are kept and put in order.
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, Nonce, RoomId, Seq, UserId } from '../../protocol/ids.ts'

/** An entry before the log has given it its place. `nonce` makes a repeated append harmless. */
export type Draft = Pick<Entry, 'type' | 'senderId' | 'sender' | 'message' | 'nonce' | 'reason' | 'refersTo'>

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

/** What a log keeps. Null: no bound of that kind. */
export interface Keep {
  /** How many entries, the newest; 1 or more. */
  entries: number | null
  /** Entries since then, in milliseconds since 1970. */
  since: number | null
}

export type Unfollow = () => void

/** What a log can call back no more: the entries from `from` to `to`, both included, of `epoch`. Both 0 where there are none. */
export interface LogGap {
  epoch: Epoch
  from: Seq
  to: Seq
}

/** Whoever follows a log. Neither may throw; where one does, the process is warned and nobody else is affected. */
export interface LogFollower {
  onEntry: (entry: Entry) => void
  /**
   * The entries up to `gap.to` have to be read, or are lost; the next that is called back is the one after it. In another epoch
   * than before, `from` is the first: the store may have lost entries, and whatever was called back says nothing about this log.
   */
  onGap: (gap: LogGap) => void
}

/**
 * Methods reject only for an outage of the store, with Refusal UNAVAILABLE. What was to be appended then may have been kept all the
 * same, where the store is another process and its answer was lost: the same nonce again tells, and keeps nothing twice.
 * A room that nobody has written to has an empty log: the port does not know which rooms exist.
 */
export interface RoomLog {
  /**
   * Durable when it resolves. Assigns the room's next seq: 1, 2, 3 … without gaps, in the order of the calls.
   * The same (senderId, nonce) again in a room returns the first entry, `duplicate: true`, and appends nothing.
   *
   * An EDIT or DELETE changes the TALK that it refers to, both or neither: an EDIT gives it its text and `editedAt`, a DELETE
   * leaves it without text, `deleted: true`. The text that the TALK had is then nowhere in the log. Where there is no such
   * TALK, or it has been deleted, the entry is kept without effect, and an EDIT without its text. An EDIT that is read later
   * has the text that its TALK has by then; none where that has been deleted or is no longer held.
   */
  append(room: RoomId, draft: Draft): Promise<Appended>
  /**
   * Calls `work` at once. What is appended while it runs, in any rooms, is kept together or not at all, whatever ends the
   * process; nobody is called back with one of these entries before all are durable.
   */
  together(work: () => void): void
  /** A page, ascending by seq. Empty where there is nothing on that side. */
  read(room: RoomId, page: Page): Promise<Entry[]>
  /** Whether an append of this person's with this nonce is durable in the room. */
  holds(room: RoomId, sender: UserId, nonce: Nonce): Promise<boolean>
  /** Where the log stands now. The first call for a room fixes its epoch. */
  head(room: RoomId): Promise<LogHead>
  /** Where each of these logs stands now, in their order: as `head`, and for many logs together a few ways to the store. */
  heads(rooms: readonly RoomId[]): Promise<LogHead[]>
  /** How many TALKs the log holds after `seq`. What it costs does not grow with them. */
  talksAfter(room: RoomId, seq: Seq): Promise<number>
  /**
   * Removes the oldest entries that one of the bounds does not keep, up to the first that both keep; `limit` at most, and never
   * the newest. Answers how many. From then on `head.first` is what is left, their nonces are forgotten, and the texts are gone
   * as those of what was deleted; an EDIT of one of them is without its text.
   */
  trim(room: RoomId, keep: Keep, limit: number): Promise<number>
  /** Rooms that have a log, at most `limit` of them, in the order of their ids: those after this one; the first ones for null. */
  rooms(after: RoomId | null, limit: number): Promise<RoomId[]>
  /**
   * Calls back for each entry that any node appends from now on: once each, in seq order, without gaps, and not
   * before it is durable. An adapter that may miss a notification fills the gap from the log before it calls back; what it
   * cannot fill it tells as a gap. Whoever awaits an append on this node finds its entry called back already, or in a gap.
   */
  follow(room: RoomId, follower: LogFollower): Promise<Unfollow>
  /**
   * Keeps what was accepted, and answers for it. A database or connection that was given to the adapter stays open: it is
   * closed by whoever opened it, afterwards. Nothing may be called after this.
   */
  close(): Promise<void>
}
