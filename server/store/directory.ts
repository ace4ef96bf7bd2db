// The port to what is kept beside the logs: which rooms there are and who is in them.
import type { RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { Room, User } from '../../protocol/rest.ts'

/** A room as it is made; its members are counted by the directory. */
export type NewRoom = Omit<Room, 'members'> & { createdBy: UserId }

/**
 * Somebody's place in a room. `stay` counts how often they have entered, so that each stay has its own number:
 * 0 for somebody who never did. `present`: they are a member now.
 */
export interface Membership {
  present: boolean
  stay: number
}

/** A room that somebody is in, and how far they have read there: 0 where they never did. */
export interface Stay {
  roomId: RoomId
  read: Seq
}

/**
 * Methods reject for an outage of the store, with Refusal UNAVAILABLE, and where they say so for a caller's mistake.
 * Absence is null. What resolved is durable.
 */
export interface Directory {
  /** Rejects where the id is taken. */
  createRoom(room: NewRoom): Promise<void>
  room(room: RoomId): Promise<Room | null>
  /** All rooms, oldest first; of the same age, in the order in which they were made. */
  rooms(): Promise<Room[]>
  /** Never null: somebody who was never there is `{ present: false, stay: 0 }`. */
  membership(room: RoomId, user: UserId): Promise<Membership>
  /**
   * Sets it, together with the person's name as the room shows it. Setting the same again changes nothing.
   * Rejects where there is no such room.
   */
  setMembership(room: RoomId, user: User, membership: Membership): Promise<void>
  /** The members now, in order of their latest entering. Empty where there is no such room. */
  members(room: RoomId): Promise<User[]>
  /** Tells of somebody who has just been made: they are in no room, and the store need not be asked. */
  newcomer(user: UserId): void
  /** The rooms that somebody is a member of now, oldest first. */
  stays(user: UserId): Promise<Stay[]>
  /** The same rooms, in no particular order. */
  roomsOf(user: UserId): Promise<RoomId[]>
  /** How far somebody has read: 0 where they never did, or where there is no such room. */
  readMark(room: RoomId, user: UserId): Promise<Seq>
  /**
   * Moves somebody's read mark forward, never back, whether they are a member now or not. True where it has moved; the
   * first mark of somebody has, at 0 too. False where it stood there or further: then nothing was written. Rejects where
   * there is no such room.
   */
  markRead(room: RoomId, user: UserId, seq: Seq): Promise<boolean>
  /** Ends its use. A database or connection that was given to the adapter stays open for whoever opened it. */
  close(): Promise<void>
}
