// Signals within one process: all that a host on one machine needs.
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import type { LobbySignal, RoomSignal } from '../../../protocol/signals.ts'
import { Followers } from '../followers.ts'
import type { Unfollow } from '../room-log.ts'
import type {
  AccessChange,
  PersonSignal,
  PresenceChange,
  RelayedMessage,
  Revocation,
  Signals,
} from '../signals.ts'

interface Here {
  user: User
  connections: number
}

/** Followers are called soon after a publishing call has returned: never within it, so that order holds when they publish. */
export class MemorySignals implements Signals {
  readonly #rooms = new Followers<RoomId, RoomSignal>()
  readonly #lobby = new Followers<'lobby', LobbySignal>()
  readonly #people = new Followers<UserId, PersonSignal>()
  readonly #topics = new Followers<string, RelayedMessage>()
  readonly #access = new Followers<'access', AccessChange>()
  readonly #revoked = new Followers<'revoked', Revocation>()
  /** Who is here, with how many connections; nobody stands here with none. */
  readonly #here = new Map<UserId, Here>()

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

  publishPerson(user: UserId, signal: PersonSignal): void {
    queueMicrotask(() => this.#people.tell(user, signal))
  }

  async followPerson(user: UserId, onSignal: (signal: PersonSignal) => void): Promise<Unfollow> {
    return this.#people.add(user, onSignal)
  }

  publishTopic(destination: string, message: RelayedMessage): void {
    queueMicrotask(() => this.#topics.tell(destination, message))
  }

  async followTopic(destination: string, onMessage: (message: RelayedMessage) => void): Promise<Unfollow> {
    return this.#topics.add(destination, onMessage)
  }

  publishAccess(change: AccessChange): void {
    queueMicrotask(() => this.#access.tell('access', change))
  }

  async followAccess(onChange: (change: AccessChange) => void): Promise<Unfollow> {
    return this.#access.add('access', onChange)
  }

  publishRevoked(revocation: Revocation): void {
    queueMicrotask(() => this.#revoked.tell('revoked', revocation))
  }

  async followRevoked(onRevoked: (revocation: Revocation) => void): Promise<Unfollow> {
    return this.#revoked.add('revoked', onRevoked)
  }

  async appear(user: User): Promise<boolean> {
    const here = this.#here.get(user.userId)
    if (here === undefined) this.#here.set(user.userId, { user, connections: 1 })
    else here.connections += 1
    return here === undefined
  }

  async vanish(user: UserId): Promise<boolean> {
    const here = this.#here.get(user)
    if (here === undefined) return false
    here.connections -= 1
    return here.connections === 0 && this.#here.delete(user)
  }

  /** Nobody comes or goes unseen on the only node. */
  async followPresence(_onChange: (change: PresenceChange) => void): Promise<Unfollow> {
    return () => {}
  }

  /** There is no other node. */
  handOver(): void {}

  async online(users: readonly UserId[]): Promise<Set<UserId>> {
    return new Set(users.filter((user) => this.#here.has(user)))
  }

  async present(user: UserId): Promise<User | null> {
    const here = this.#here.get(user)
    return here === undefined ? null : { userId: user, name: here.user.name }
  }

  async close(): Promise<void> {
    this.#here.clear()
  }
}
