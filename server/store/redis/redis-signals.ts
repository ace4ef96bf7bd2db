// Signals between nodes by Redis's pub/sub. A node's own followers hear of what it publishes as the others do, by Redis alone.
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import type { LobbySignal, RoomSignal } from '../../../protocol/signals.ts'
import type { Unfollow } from '../room-log.ts'
import type {
  AccessChange,
  PersonSignal,
  PresenceChange,
  RelayedMessage,
  Revocation,
  Signals,
} from '../signals.ts'
import { fromJson, hearing } from './hearing.ts'
import type { RedisLink } from './link.ts'
import type { NodeLease } from './node-lease.ts'
import { forgiveOutage } from './outage.ts'
import { PeopleHere } from './people-here.ts'
import { fromRelayedBytes, toRelayedBytes } from './relayed-bytes.ts'
import { SureChannel } from './sure-channel.ts'

export interface RedisSignalsParts {
  link: RedisLink
  /** Of this node, started by whoever made it. It ends with the signals. */
  lease: NodeLease
  /** Milliseconds since 1970. */
  now: () => number
}

export class RedisSignals implements Signals {
  readonly #link: RedisLink
  readonly #lease: NodeLease
  readonly #people: PeopleHere
  readonly #access: SureChannel<AccessChange>
  readonly #revoked: SureChannel<Revocation>

  constructor({ link, lease, now }: RedisSignalsParts) {
    this.#link = link
    this.#lease = lease
    this.#people = new PeopleHere(link, lease, now)
    this.#access = new SureChannel(link.channels, link.keys.host('news', 'access'))
    this.#revoked = new SureChannel(link.channels, link.keys.host('news', 'revoked'))
    for (const channel of [this.#access, this.#revoked])
      // Who has died may have kept something, and not have come to tell it.
      lease.watch({ renewed: () => channel.makeGood(), died: () => channel.publishDoubt() })
  }

  publishRoom(room: RoomId, signal: RoomSignal): void {
    this.#link.channels.publish(this.#ofRoom(room), JSON.stringify(signal))
  }

  followRoom(room: RoomId, onSignal: (signal: RoomSignal) => void): Promise<Unfollow> {
    return this.#follow(this.#ofRoom(room), fromJson, onSignal)
  }

  publishLobby(signal: LobbySignal): void {
    this.#link.channels.publish(this.#ofLobby(), JSON.stringify(signal))
  }

  followLobby(onSignal: (signal: LobbySignal) => void): Promise<Unfollow> {
    return this.#follow(this.#ofLobby(), fromJson, onSignal)
  }

  publishPerson(user: UserId, signal: PersonSignal): void {
    this.#link.channels.publish(this.#ofPerson(user), JSON.stringify(signal))
  }

  followPerson(user: UserId, onSignal: (signal: PersonSignal | null) => void): Promise<Unfollow> {
    return this.#follow(this.#ofPerson(user), fromJson<PersonSignal>, onSignal, () => onSignal(null))
  }

  publishTopic(destination: string, message: RelayedMessage): void {
    this.#link.channels.publish(this.#link.keys.topic(destination), toRelayedBytes(message))
  }

  followTopic(destination: string, onMessage: (message: RelayedMessage) => void): Promise<Unfollow> {
    return this.#follow(this.#link.keys.topic(destination), fromRelayedBytes, onMessage)
  }

  publishAccess(change: AccessChange): void {
    this.#access.publish(change)
  }

  followAccess(onChange: (change: AccessChange | null) => void): Promise<Unfollow> {
    return this.#access.follow(onChange)
  }

  publishRevoked(revocation: Revocation): void {
    this.#revoked.publish(revocation)
  }

  followRevoked(onRevoked: (revocation: Revocation | null) => void): Promise<Unfollow> {
    return this.#revoked.follow(onRevoked)
  }

  appear(user: User): Promise<boolean> {
    return this.#people.appear(user)
  }

  vanish(user: UserId): Promise<boolean> {
    return this.#people.vanish(user)
  }

  async followPresence(onChange: (change: PresenceChange) => void): Promise<Unfollow> {
    return this.#people.follow(onChange)
  }

  handOver(): void {
    this.#people.handOver()
  }

  online(users: readonly UserId[]): Promise<Set<UserId>> {
    return this.#people.among(users)
  }

  present(user: UserId): Promise<User | null> {
    return this.#people.present(user)
  }

  /** Where Redis cannot be reached, the others find this node dead. */
  async close(): Promise<void> {
    await this.#people.close(() => this.#lease.close()).catch(forgiveOutage)
  }

  #follow<Message>(
    channel: string,
    read: (bytes: Buffer) => Message,
    tell: (message: Message) => void,
    missed: () => void = () => {},
  ): Promise<Unfollow> {
    return this.#link.channels.follow(channel, { hear: hearing(read, tell), missed })
  }

  #ofRoom(room: RoomId): string {
    return this.#link.keys.room(room, 'signals')
  }

  #ofLobby(): string {
    return this.#link.keys.host('lobby', 'signals')
  }

  #ofPerson(user: UserId): string {
    return this.#link.keys.person(user, 'signals')
  }
}
