// The port to what moves and is not kept: signals of a room, of the lobby and of a person, relayed messages, and who is here.
import type { LeaveReason } from '../../protocol/entry.ts'
import type { ErrorCode } from '../../protocol/errors.ts'
import type { RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Invitation } from '../../protocol/room-requests.ts'
import type { LobbySignal, RoomSignal } from '../../protocol/signals.ts'
import type { Unfollow } from './room-log.ts'

/** A message to a general destination. `headers`: in order, unescaped, those that the receivers get with it. */
export interface RelayedMessage {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
}

/**
 * What has become of one of somebody's rooms: they are in it now, or no longer; something about it is other than it was; they
 * are asked into it; or their mark there is at `seq` now.
 */
export type PersonSignal =
  | { type: 'ENTERED'; roomId: RoomId }
  | { type: 'LEFT'; roomId: RoomId; reason: LeaveReason | 'left' }
  | { type: 'CHANGED'; roomId: RoomId }
  | ({ type: 'INVITED' } & Invitation)
  | { type: 'READ'; roomId: RoomId; seq: Seq }

/**
 * Somebody may have lost the right to read a room; everybody, where `userId` is null. `code`: why, where it is not for what
 * keeps them from reading now.
 */
export interface AccessChange {
  roomId: RoomId
  userId: UserId | null
  code: ErrorCode | null
}

/** A sign-in was ended, at that time in ms since 1970. */
export interface Revocation {
  family: string
  at: number
}

/** Somebody is here now, or nobody's connection is theirs any more. */
export interface PresenceChange {
  userId: UserId
  online: boolean
}

/**
 * Delivery is at most once, in the order of one publisher's calls, and never within the publishing call.
 * A signal that nobody follows is gone, and so is one that is published while the nodes cannot reach each other; but whoever
 * follows `access` or `revoked` is then called back with null, on every node, as soon as that is over: anything may have changed.
 *
 * Who is here is known on all nodes. Those of a node that dies are here for a bounded time more.
 */
export interface Signals {
  publishRoom(room: RoomId, signal: RoomSignal): void
  followRoom(room: RoomId, onSignal: (signal: RoomSignal) => void): Promise<Unfollow>
  publishLobby(signal: LobbySignal): void
  followLobby(onSignal: (signal: LobbySignal) => void): Promise<Unfollow>
  /** About one person, for whoever tells it to them, wherever they are connected. Null: this node may have missed some. */
  publishPerson(user: UserId, signal: PersonSignal): void
  followPerson(user: UserId, onSignal: (signal: PersonSignal | null) => void): Promise<Unfollow>
  /** For whoever looks after those who listen, on every node. Null: changes may have been missed. */
  publishAccess(change: AccessChange): void
  followAccess(onChange: (change: AccessChange | null) => void): Promise<Unfollow>
  /** For whoever checks tokens, on every node. Null: some may have been missed. */
  publishRevoked(revocation: Revocation): void
  followRevoked(onRevoked: (revocation: Revocation | null) => void): Promise<Unfollow>
  /** To those who follow exactly this destination; a person's own queues have the person in it: `/user/{userId}/queue/x`. */
  publishTopic(destination: string, message: RelayedMessage): void
  followTopic(destination: string, onMessage: (message: RelayedMessage) => void): Promise<Unfollow>
  /**
   * One more connection of this person. True where it is their first, on any node. Rejects for an outage with Refusal
   * UNAVAILABLE; the connection counts all the same, and is told of by `followPresence` when that is over.
   */
  appear(user: User): Promise<boolean>
  /** One connection less. True where it was their last, on any node. Rejects as `appear` does. */
  vanish(user: UserId): Promise<boolean>
  /**
   * Calls back with who has come or gone without a call that could say so: with a node that died, or one that was cut off. Each
   * of them is told to one node alone.
   */
  followPresence(onChange: (change: PresenceChange) => void): Promise<Unfollow>
  /**
   * This node stops, and its people look for another one: those whose connections end from now on are here for a short while
   * more, and `vanish` is false. Whoever has not come back by then is told of by `followPresence`, on another node.
   */
  handOver(): void
  /** Those of `users` who have a connection now. */
  online(users: readonly UserId[]): Promise<Set<UserId>>
  /** Somebody who has a connection now, by the name of their first one; null where they have none. */
  present(user: UserId): Promise<User | null>
  /** Ends its use: nothing may be called afterwards, and nobody is here by this node. */
  close(): Promise<void>
}
