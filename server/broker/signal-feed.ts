// A destination for what moves and is not kept: each signal goes to those who are subscribed when it comes.
import type { Unfollow } from '../store/room-log.ts'
import { encodeTail } from './message.ts'
import type { Detach, Subscriber } from './subscriber.ts'
import { Topic } from './topic.ts'

/** Follows a source of signals until the returned function is called. */
export type FollowSignals = (onSignal: (signal: object) => void) => Promise<Unfollow>

export class SignalFeed {
  readonly #destination: string
  readonly #topic = new Topic()
  readonly #following: Promise<Unfollow>
  #count = 0

  constructor(destination: string, follow: FollowSignals) {
    this.#destination = destination
    this.#following = follow((signal) => this.#onSignal(signal))
  }

  /** Resolves when the feed follows its source; rejects where that is out of reach. */
  async ready(): Promise<void> {
    await this.#following
  }

  /** Stops following. */
  close(): void {
    this.#following.then(
      (unfollow) => unfollow(),
      () => {},
    )
  }

  attach(subscriber: Subscriber): Detach {
    this.#topic.add(subscriber)
    return () => this.#topic.remove(subscriber)
  }

  #onSignal(signal: object): void {
    this.#count += 1
    const messageId = `${this.#destination}:${this.#count}`
    this.#topic.publish(
      encodeTail({ destination: this.#destination, messageId, body: JSON.stringify(signal) }),
    )
  }
}
