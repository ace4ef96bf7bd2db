// One client's subscriptions by its own ids for them.
import { Refusal } from '../../protocol/errors.ts'
import type { Detach, Feed, Framing, Subscriber } from '../broker/subscriber.ts'
import type { SessionLimits } from './context.ts'
import { SessionFault } from './fault.ts'

/** What a subscription does with what it gets. */
export interface Delivery {
  framing(): Framing
  /** A subscription's id as it stands in a frame of the version that was agreed. */
  encodeId(id: string): string
  deliver(framed: Buffer): void
  whenDrained(owner: Subscriber, step: () => Promise<void>): Promise<void>
  /** The subscription is over: a step of its own that waits is not run. */
  leave(owner: Subscriber): void
  fail(error: unknown): void
}

export class Subscriptions {
  readonly #delivery: Delivery
  readonly #limits: SessionLimits
  readonly #detaches = new Map<string, Detach>()
  #closed = false

  constructor(delivery: Delivery, limits: SessionLimits) {
    this.#delivery = delivery
    this.#limits = limits
  }

  /** Checks a new subscription's id before anything is opened for it. Throws SessionFault. */
  check(id: string): void {
    if (this.#detaches.has(id)) throw new SessionFault('DUPLICATE_SUBSCRIPTION')
    if (this.#detaches.size >= this.#limits.subscriptionsPerSession)
      throw new SessionFault('TOO_MANY_SUBSCRIPTIONS')
    if (Buffer.byteLength(id) > this.#limits.subscriptionIdBytes) {
      throw new SessionFault(
        'BAD_HEADER',
        `A subscription id may have ${this.#limits.subscriptionIdBytes} bytes.`,
      )
    }
  }

  /** Resolves when the subscription is in effect. Rejects for an outage; then there is none. */
  async add(id: string, destination: string, feed: Feed): Promise<void> {
    const subscriber: Subscriber = {
      id: this.#delivery.encodeId(id),
      destination,
      framing: this.#delivery.framing(),
      deliver: (framed) => this.#delivery.deliver(framed),
      whenDrained: (step) => this.#delivery.whenDrained(subscriber, step),
      fail: (error) => this.#delivery.fail(error),
    }
    const detachFeed = await feed.attach(subscriber)
    const detach = (): void => {
      detachFeed()
      this.#delivery.leave(subscriber)
    }
    if (this.#closed) detach()
    else this.#detaches.set(id, detach)
  }

  /** Ends one. Refuses NO_SUCH_SUBSCRIPTION: a client may want to end one that was refused, and did not hear of that yet. */
  remove(id: string): void {
    const detach = this.#detaches.get(id)
    if (detach === undefined) throw new Refusal('NO_SUCH_SUBSCRIPTION')
    this.#detaches.delete(id)
    detach()
  }

  /** Ends all, and those that are still being added. */
  close(): void {
    this.#closed = true
    for (const detach of this.#detaches.values()) detach()
    this.#detaches.clear()
  }
}
