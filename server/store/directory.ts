// The port to what is kept beside the logs: which rooms there are, who is in them, and who may come in.
import type { RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { Room, RoomKind, User } from '../../protocol/rest.ts'

/** A room as it is made: `createdBy` is its first owner, null where it is nobody's; its members are counted by the directory. */
export interface NewRoom extends Pick<Room, 'roomId' | 'name' | 'createdAt'> {
  kind: Exclude<RoomKind, 'direct'>
  createdBy: UserId | null
}

/** What may become of a room. What is left out stays as it is; what is closed stays closed. */
export type RoomChange = Partial<Pick<Room, 'name' | 'topic' | 'slowMode' | 'announcementOnly'>> & {
  ownerId?: UserId
  closedAt?: number
}

/** Two people's room as it would be made. */
export type NewDirectRoom = Pick<Room, 'roomId' | 'createdAt'>

/** Two people's room. `isNew`: it was made by this call. */
export interface DirectRoom {
  roomId: RoomId
  isNew: boolean
}

/**
 * Somebody's place in a room. `stay` counts how often they have entered, so that each stay has its own number:
 * 0 for somebody who never did. `present`: they are a member now.
 */
export interface Membership {
  present: boolean
  stay: number
}

/** How somebody stands to a room. `invited`: they were asked in, and have not entered since. */
export interface Standing extends Membership {
  banned: boolean
  invited: boolean
}

/** A room that somebody is in, and how far they have read there: 0 where they never did. */
export interface Stay {
  roomId: RoomId
  read: Seq
}

/** That somebody is in a room, under the name that they have there. */
export interface Seat {
  roomId: RoomId
  user: User
}

/** Somebody who is in a room, and how far they have read there: 0 where they never did. */
export interface Reader extends User {
  read: Seq
}

/** Who asked somebody into which room, and when (ms since 1970). */
export interface Invited {
  roomId: RoomId
  by: User
  at: number
}

/**
 * Methods reject for an outage of the store, with Refusal UNAVAILABLE, and where they say so for a caller's mistake.
 * Absence is null. What resolved is durable.
 */
export interface Directory {
  /** Rejects where the id is taken. */
  createRoom(room: NewRoom): Promise<void>
  /** The room of these two, with both in it; made where they have none. One for each pair, whoever of them asks. */
  openDirectRoom(room: NewDirectRoom, pair: readonly [User, User]): Promise<DirectRoom>
  /** Rejects where there is no such room. */
  changeRoom(room: RoomId, change: RoomChange): Promise<void>
  /** A direct room has no name here: its people have. */
  room(room: RoomId): Promise<Room | null>
  /** The open rooms that are not closed, oldest first; of the same age, in the order in which they were made. */
  openRooms(): Promise<Room[]>
  /** Never null: somebody who was never there is not present, with stay 0. */
  membership(room: RoomId, user: UserId): Promise<Standing>
  /**
   * Sets it, together with the person's name as the room shows it. Setting the same again changes nothing. Whoever enters
   * is invited no more. False where nothing was written: a later step was taken before; or somebody would come in who is
   * banned, or, with `byInvitation`, whose invitation was withdrawn. Rejects where there is no such room.
   */
  setMembership(room: RoomId, user: User, membership: Membership, byInvitation?: boolean): Promise<boolean>
  /** The members now, in order of their latest entering. Empty where there is no such room. */
  members(room: RoomId): Promise<Reader[]>
  /** Tells of somebody who has just been made: they are in no room, and the store need not be asked. */
  newcomer(user: UserId): void
  /** The rooms that somebody is a member of now, oldest first. */
  stays(user: UserId): Promise<Stay[]>
  /** The same rooms, in no particular order. */
  roomsOf(user: UserId): Promise<RoomId[]>
  /** So many memberships of now in open rooms, by person and then by room: those after the given one, or the first. */
  seats(after: Seat | null, limit: number): Promise<Seat[]>
  /** Somebody who is a member anywhere now, by the name that one of their rooms shows. Null where they are nowhere. */
  memberAnywhere(user: UserId): Promise<User | null>
  /** Keeps somebody out, and withdraws their invitation; does not end their membership. Rejects where there is no such room. */
  ban(room: RoomId, user: User, at: number): Promise<void>
  /** Lets them come again. */
  liftBan(room: RoomId, user: UserId): Promise<void>
  /** Those who are kept out, longest first. */
  banned(room: RoomId): Promise<User[]>
  /** The rooms that somebody is kept out of, in no particular order. */
  bannedFrom(user: UserId): Promise<RoomId[]>
  /** Asks somebody in. The latest invitation stands. Does nothing where they are in or banned. Rejects where there is no such room. */
  invite(user: User, invitation: Invited): Promise<void>
  /** Takes an invitation back; does nothing where there is none. */
  withdrawInvitation(room: RoomId, user: UserId): Promise<void>
  /** Where somebody is asked in now, longest first. */
  invitations(user: UserId): Promise<Invited[]>
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
