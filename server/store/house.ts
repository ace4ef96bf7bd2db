// The port to a whole host as it is carried from one store to another: what it keeps, in an order that is the same in every store.
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { Room, User } from '../../protocol/rest.ts'
import type { Account } from './accounts.ts'
import type { CopyWatch } from './copy-watch.ts'
import type { Invited, Membership } from './directory.ts'
import type { KeptFamily } from './family-step.ts'
import type { HostIdentity } from './host-identity.ts'
import type { LogHead } from './room-log.ts'

/**
 * A room, but for who is in it. `number`: of rooms of the same age the smaller one is the older. `createdBy`: null for nobody.
 * `pair`: of a direct room what its two people are found by (`pairKey`), null in every other.
 */
export interface KeptRoom extends Omit<Room, 'members'> {
  number: number
  createdBy: UserId | null
  pair: string | null
}

/**
 * All that is kept of somebody and a room. `entered`: the members are in its order; 0 for who is not in. `bannedAt`: since when
 * they are kept out. Null where that is not so.
 */
export interface KeptPlace extends User, Membership {
  entered: number
  bannedAt: number | null
  invited: Omit<Invited, 'roomId'> | null
}

export interface KeptMark {
  userId: UserId
  seq: Seq
}

export interface HouseSize {
  rooms: number
  entries: number
}

/**
 * What there is. Lists come in pages, none of them empty, in the order of their ids (of people, families and rooms), and cost the
 * same memory however long they are. All reject for an outage of the store. Nobody changes the store meanwhile.
 */
export interface HouseReader {
  identity(): Promise<HostIdentity>
  size(): Promise<HouseSize>
  accounts(): AsyncIterable<Account[]>
  /** Those whose last token has not ended at that time, ms since 1970. */
  families(at: number): AsyncIterable<KeptFamily[]>
  /** All rooms that there are, or of which there is a log. */
  rooms(): AsyncIterable<RoomId>
  /** Null where there is only a log. */
  room(room: RoomId): Promise<KeptRoom | null>
  places(room: RoomId): AsyncIterable<KeptPlace[]>
  marks(room: RoomId): AsyncIterable<KeptMark[]>
  /** Null where the room has no log yet. */
  head(room: RoomId): Promise<LogHead | null>
  /** The entries after this seq, as `RoomLog.read` has them. */
  entries(room: RoomId, after: Seq): AsyncIterable<Entry[]>
}

/**
 * Puts in what a reader has read, into a store in which nothing else is. What was put in before stays as it is, so that all may be
 * put in again. What resolved is there after the process was killed. All reject for an outage of the store.
 */
export interface HouseWriter {
  keepIdentity(identity: HostIdentity): Promise<void>
  keepAccounts(accounts: readonly Account[]): Promise<void>
  keepFamilies(families: readonly KeptFamily[]): Promise<void>
  keepRoom(room: KeptRoom): Promise<void>
  /** The room has been kept. */
  keepPlaces(room: KeptRoom, places: readonly KeptPlace[]): Promise<void>
  keepMarks(room: RoomId, marks: readonly KeptMark[]): Promise<void>
  /** Begins a log, where it has not begun. Answers the last seq that has been kept of it, 0 for none. */
  beginLog(room: RoomId, epoch: Epoch): Promise<Seq>
  /** The next entries of a log, in their order. */
  keepEntries(room: RoomId, entries: readonly Entry[]): Promise<void>
  /** All of the rooms up to this one, in the order of their ids, has been kept. */
  passed(room: RoomId): Promise<void>
  /** What `passed` was called with last; null where it may have to be done again from the first. */
  reached(): Promise<RoomId | null>
  /** All has been kept: does what can be done only then. What was read before is to be read anew. */
  complete(watch: CopyWatch): Promise<void>
}
