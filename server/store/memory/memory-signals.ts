// Signals within one process: all that a host on one machine needs.
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { LobbySignal, RoomSignal } from '../../../protocol/signals.ts'
import { Followers } from '../followers.ts'
import type { Unfollow } from '../room-log.ts'
import type { RelayedMessage, Signals } from '../signals.ts'

/** Followers are called soon after a publishing call has returned: never within it, so that order holds when they publish. */
export class MemorySignals implements Signals {
  readonly #rooms = new Followers<RoomId, RoomSignal>()
  readonly #lobby = new Followers<'lobby', LobbySignal>()
  readonly #topics = new Followers<string, RelayedMessage>()
  /** How many connections each person has; nobody stands here with none. */
  readonly #connections = new Map<UserId, number>()

  publishRoom(room: RoomId, signal: RoomSignal): void {
    queueMicrotask(() => this.#rooms.tell(room, signal))
  }

  async followRoom(room: RoomId, onSignal: (signal: RoomSignal) => void): Promise<Unfollow> {
    return this.#rooms.add(room, onSignal)
  }

  publishLobby(signal: LobbySignal): void {
    queueMicrotask(() => this.#lobby.tell('lobby', signal))
  }

  async followLobby(onSignal: (signal: LobbySignal) => void): Promise<Unfollow> {
    return this.#lobby.add('lobby', onSignal)
  }

  publishTopic(destination: string, message: RelayedMessage): void {
    queueMicrotask(() => this.#topics.tell(destination, message))
  }

  async followTopic(destination: string, onMessage: (message: RelayedMessage) => void): Promise<Unfollow> {
    return this.#topics.add(destination, onMessage)
  }

  async appear(user: UserId): Promise<boolean> {
    const before = this.#connections.get(user) ?? 0
    this.#connections.set(user, before + 1)
    return before === 0
  }

  async vanish(user: UserId): Promise<boolean> {
    const before = this.#connections.get(user) ?? 0
    if (before > 1) this.#connections.set(user, before - 1)
    else this.#connections.delete(user)
    return before === 1
  }

  async online(users: readonly UserId[]): Promise<Set<UserId>> {
    return new Set(users.filter((user) => this.#connections.has(user)))
  }

  async close(): Promise<void> {
    this.#connections.clear()
  }
}
