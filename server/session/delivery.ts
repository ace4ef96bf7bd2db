// What all subscriptions of one session have in common: how what they get reaches the client, and who is told of a failure.
import type { Framing, Subscriber } from '../broker/subscriber.ts'
import type { StompVersion } from '../stomp/frame.ts'
import type { Outbox } from './outbox.ts'
import type { ReplayPace } from './replay-pace.ts'
import type { Speaker } from './speaker.ts'
import type { Wire } from './wire.ts'

export interface DeliveryParts {
  wire: Wire
  outbox: Outbox
  pace: ReplayPace
  speaker: Speaker
  /** A feed broke off. */
  onFailure: (error: unknown) => void
}

export class Delivery {
  readonly #wire: Wire
  readonly #outbox: Outbox
  readonly #pace: ReplayPace
  readonly #speaker: Speaker
  readonly #onFailure: (error: unknown) => void

  constructor({ wire, outbox, pace, speaker, onFailure }: DeliveryParts) {
    this.#wire = wire
    this.#outbox = outbox
    this.#pace = pace
    this.#speaker = speaker
    this.#onFailure = onFailure
  }

  get framing(): Framing {
    return this.#wire.framing
  }

  get version(): StompVersion {
    return this.#speaker.version
  }

  deliver(framed: Buffer): void {
    this.#outbox.push(framed)
  }

  /** See `Subscriber`. */
  deliverNow(framed: Buffer): boolean {
    return this.#outbox.pushNow(framed)
  }

  /** So many bytes more, or less, wait for acknowledgements: the client is owed them too. */
  owe(bytes: number): void {
    this.#outbox.owe(bytes)
  }

  whenDrained(owner: Subscriber, step: () => Promise<void>): Promise<void> {
    return this.#pace.run(owner, step)
  }

  /** The subscription is over: a step of its own that waits is not run. */
  leave(owner: Subscriber): void {
    this.#pace.leave(owner)
  }

  fail(error: unknown): void {
    this.#onFailure(error)
  }
}
