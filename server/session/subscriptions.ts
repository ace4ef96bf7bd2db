// One client's subscriptions by its own ids for them.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Feed } from '../broker/subscriber.ts'
import type { SessionLimits } from './context.ts'
import type { Delivery } from './delivery.ts'
import { SessionFault } from './fault.ts'
import { Subscription, type Wish } from './subscription.ts'

/** A message as the client names it, and the subscription where it named that too. */
export interface Acknowledgement {
  message: string
  subscription: string | null
}

export class Subscriptions {
  readonly #delivery: Delivery
  readonly #limits: SessionLimits
  readonly #open = new Map<string, Subscription>()
  #closed = false
  /** How many messages were sent that are to be acknowledged. */
  #acknowledgeable = 0

  constructor(delivery: Delivery, limits: SessionLimits) {
    this.#delivery = delivery
    this.#limits = limits
  }

  /** Checks a new subscription's id before anything is opened for it. Throws SessionFault. */
  check(id: string, destination: string): void {
    if (this.#open.has(id))
      throw new SessionFault(
        'DUPLICATE_SUBSCRIPTION',
        `The subscription id ${JSON.stringify(id)} is in use on this connection.`,
      )
    const { subscriptionsPerSession, subscriptionsPerDestination } = this.#limits
    if (this.#open.size >= subscriptionsPerSession || this.#of(destination) >= subscriptionsPerDestination)
      throw new SessionFault(
        'TOO_MANY_SUBSCRIPTIONS',
        `A connection may have ${subscriptionsPerSession} subscriptions, ${subscriptionsPerDestination} of them to one destination.`,
      )
    if (Buffer.byteLength(id) > this.#limits.subscriptionIdBytes) {
      throw new SessionFault(
        'BAD_HEADER',
        `A subscription id may have ${this.#limits.subscriptionIdBytes} bytes.`,
      )
    }
  }

  /** Resolves when the subscription is in effect. Rejects for an outage; then there is none. */
  async add(wish: Wish, feed: Feed): Promise<void> {
    const subscription = new Subscription(wish, this.#delivery, () => this.#nextAckId())
    await subscription.attach(feed)
    this.#open.set(wish.id, subscription)
    if (this.#closed) subscription.end()
  }

  /** Ends one. Refuses NO_SUCH_SUBSCRIPTION: a client may want to end one that was refused, and did not hear of that yet. */
  remove(id: string): void {
    const subscription = this.#open.get(id)
    if (subscription === undefined) throw new Refusal('NO_SUCH_SUBSCRIPTION')
    this.#open.delete(id)
    subscription.end()
  }

  /** The rooms that are read by any. */
  get rooms(): ReadonlySet<RoomId> {
    const rooms = [...this.#open.values()].map(({ roomId }) => roomId)
    return new Set(rooms.filter((roomId) => roomId !== null))
  }

  /** Whether the room is read by any. */
  readRoom(roomId: RoomId): boolean {
    return this.#ofRoom(roomId).length > 0
  }

  /** Ends those by which the room is read. Answers their destinations, each once. */
  endRoom(roomId: RoomId): ReadonlySet<string> {
    const ended = this.#ofRoom(roomId)
    for (const [id, subscription] of ended) {
      this.#open.delete(id)
      subscription.end()
    }
    return new Set(ended.map(([, { destination }]) => destination))
  }

  /** By which id a destination's subscription is ended without naming it (STOMP 1.0, UNSUBSCRIBE): the one without, or the first. */
  idAt(destination: string): string {
    if (this.#open.has(destination)) return destination
    const entries = [...this.#open]
    return entries.find(([, subscription]) => subscription.destination === destination)?.[0] ?? destination
  }

  /** Bytes of memory in which is remembered what waits to be acknowledged. */
  get held(): number {
    let held = 0
    for (const { window } of this.#open.values()) held += window?.held ?? 0
    return held
  }

  /** Whether the message waits to be acknowledged. */
  awaits({ message, subscription }: Acknowledgement): boolean {
    return this.#named(subscription).some(({ window }) => window?.awaits(message))
  }

  /** False where nothing of this name was awaited. */
  acknowledge({ message, subscription }: Acknowledgement): boolean {
    return this.#named(subscription).some(({ window }) => window?.acknowledge(message))
  }

  /** Ends all, and those that are still being added. Their ids stay in use, for the frames that had arrived and are still done. */
  close(): void {
    this.#closed = true
    for (const subscription of this.#open.values()) subscription.end()
  }

  /** How many there are of a destination: each of them is one more delivery of the same message. */
  #of(destination: string): number {
    let count = 0
    for (const subscription of this.#open.values()) if (subscription.destination === destination) count += 1
    return count
  }

  #ofRoom(roomId: RoomId): [id: string, subscription: Subscription][] {
    return [...this.#open].filter(([, subscription]) => subscription.roomId === roomId)
  }

  /** The one of this id, or all where it is null. */
  #named(id: string | null): Subscription[] {
    if (id === null) return [...this.#open.values()]
    const subscription = this.#open.get(id)
    return subscription === undefined ? [] : [subscription]
  }

  #nextAckId(): string {
    this.#acknowledgeable += 1
    return String(this.#acknowledgeable)
  }
}
