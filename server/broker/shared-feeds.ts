// The open feeds of one kind: each follows its source once for all of a node's subscribers, and only while there are any.
import type { Unfollow } from '../store/room-log.ts'
import type { Detach } from './subscriber.ts'

/** A feed, and the source that it has begun to follow. */
export interface Opened<F> {
  feed: F
  following: Promise<Unfollow>
}

/** `users`: how many subscriptions. */
interface Shared<F> extends Opened<F> {
  users: number
}

export class SharedFeeds<F> {
  readonly #byKey = new Map<string, Shared<F>>()

  /**
   * Attaches to the feed under `key`, opening it for its first user; after the last it follows no more. Rejects where its
   * source is out of reach.
   */
  async attach(key: string, open: () => Opened<F>, attach: (feed: F) => Detach): Promise<Detach> {
    const shared = this.#byKey.get(key) ?? { ...open(), users: 0 }
    this.#byKey.set(key, shared)
    shared.users += 1
    try {
      await shared.following
    } catch (error) {
      this.#release(key, shared)
      throw error
    }
    const detach = attach(shared.feed)
    return () => {
      detach()
      this.#release(key, shared)
    }
  }

  #release(key: string, shared: Shared<F>): void {
    shared.users -= 1
    if (shared.users > 0) return
    this.#byKey.delete(key)
    shared.following.then(
      (unfollow) => unfollow(),
      () => {},
    )
  }
}
