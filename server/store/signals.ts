// The port to what moves and is not kept: signals of a room and of the lobby, relayed messages, and who is here.
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { LobbySignal, RoomSignal } from '../../protocol/signals.ts'
import type { Unfollow } from './room-log.ts'

/** A message to a general destination. `headers`: in order, unescaped, those that the receivers get with it. */
export interface RelayedMessage {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
}

/**
 * Delivery is at most once, in the order of one publisher's calls, and never within the publishing call.
 * A signal that nobody follows is gone.
 */
export interface Signals {
  publishRoom(room: RoomId, signal: RoomSignal): void
  followRoom(room: RoomId, onSignal: (signal: RoomSignal) => void): Promise<Unfollow>
  publishLobby(signal: LobbySignal): void
  followLobby(onSignal: (signal: LobbySignal) => void): Promise<Unfollow>
  /** To those who follow exactly this destination; a person's own queues have the person in it: `/user/{userId}/queue/x`. */
  publishTopic(destination: string, message: RelayedMessage): void
  followTopic(destination: string, onMessage: (message: RelayedMessage) => void): Promise<Unfollow>
  /** One more connection of this person. True where it is their first, on any node. */
  appear(user: UserId): Promise<boolean>
  /** One connection less. True where it was their last, on any node. */
  vanish(user: UserId): Promise<boolean>
  /** Those of `users` who have a connection now. */
  online(users: readonly UserId[]): Promise<Set<UserId>>
  /** Forgets everybody and everything; nothing may be called afterwards. */
  close(): Promise<void>
}
