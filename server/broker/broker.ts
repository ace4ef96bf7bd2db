// Opens the feeds that clients subscribe to: one follower of the log or the signals for all of a node's subscribers.
import type { RoomId } from '../../protocol/ids.ts'
import type { RoomLog } from '../store/room-log.ts'
import type { Since } from './replay.ts'
import { RoomFeed } from './room-feed.ts'
import type { RoomView } from './room-messages.ts'
import { SignalFeed, type FollowSignals } from './signal-feed.ts'
import type { Feed, Subscriber } from './subscriber.ts'

interface Closable {
  ready(): Promise<void>
  close(): void
}

/** A feed in use, and by how many subscriptions. */
interface Shared<F extends Closable> {
  feed: F
  users: number
}

export class Broker {
  readonly #log: RoomLog
  readonly #rooms = new Map<string, Shared<RoomFeed>>()
  readonly #signals = new Map<string, Shared<SignalFeed>>()

  constructor(log: RoomLog) {
    this.#log = log
  }

  /** A room's log on `view.destination`: live, or after `since` where that is not null. */
  room(roomId: RoomId, view: RoomView, since: Since | null): Feed {
    return {
      attach: (subscriber: Subscriber) =>
        share(
          this.#rooms,
          view.destination,
          () => new RoomFeed(this.#log, roomId, view),
          (feed) => (since === null ? feed.attachLive(subscriber) : feed.attachSince(subscriber, since)),
        ),
    }
  }

  /** A source of signals on `destination`. */
  signals(destination: string, follow: FollowSignals): Feed {
    return {
      attach: (subscriber: Subscriber) =>
        share(
          this.#signals,
          destination,
          () => new SignalFeed(destination, follow),
          (feed) => feed.attach(subscriber),
        ),
    }
  }
}

/** Attaches to the feed under `key`, opening it for its first user and closing it after its last. */
async function share<F extends Closable>(
  feeds: Map<string, Shared<F>>,
  key: string,
  open: () => F,
  attach: (feed: F) => () => void,
): Promise<() => void> {
  const shared = feeds.get(key) ?? { feed: open(), users: 0 }
  feeds.set(key, shared)
  shared.users += 1
  const release = (): void => {
    shared.users -= 1
    if (shared.users > 0) return
    feeds.delete(key)
    shared.feed.close()
  }
  try {
    await shared.feed.ready()
  } catch (error) {
    release()
    throw error
  }
  const detach = attach(shared.feed)
  return () => {
    detach()
    release()
  }
}
