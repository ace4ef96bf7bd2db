// Opens the feeds that clients subscribe to: one follower of the log or the signals for all of a node's subscribers.
import type { RoomId } from '../../protocol/ids.ts'
import type { RoomLog, Unfollow } from '../store/room-log.ts'
import type { RelayedMessage } from '../store/signals.ts'
import { MessageIds } from './message-ids.ts'
import { RelayFeed } from './relay-feed.ts'
import type { Since } from './replay.ts'
import { RoomFeed } from './room-feed.ts'
import type { RoomView } from './room-messages.ts'
import { SharedFeeds, type Opened } from './shared-feeds.ts'
import { SignalFeed } from './signal-feed.ts'
import type { Feed } from './subscriber.ts'

/** Follows a source of signals until the returned function is called. */
export type FollowSignals = (onSignal: (signal: object) => void) => Promise<Unfollow>

/** Follows what is relayed to a destination until the returned function is called. */
export type FollowRelay = (onMessage: (message: RelayedMessage) => void) => Promise<Unfollow>

/** What a source of signals is about; see `Broker.signals`. */
interface Source {
  roomId?: RoomId | null
  whose?: string
}

export class Broker {
  readonly #log: RoomLog
  readonly #ids = new MessageIds()
  readonly #rooms = new SharedFeeds<RoomFeed>()
  readonly #signals = new SharedFeeds<SignalFeed>()
  readonly #relays = new SharedFeeds<RelayFeed>()

  constructor(log: RoomLog) {
    this.#log = log
  }

  /** A room's log on `view.destination`: live, or after `since` where that is not null. */
  room(roomId: RoomId, view: RoomView, since: Since | null): Feed {
    const key = view.form === null ? view.destination : `${view.form}:${view.destination}`
    const open = (): Opened<RoomFeed> => {
      const feed = new RoomFeed(this.#log, roomId, view)
      return { feed, following: this.#log.follow(roomId, feed) }
    }
    return {
      roomId,
      attach: (subscriber) =>
        this.#rooms.attach(key, open, (feed) =>
          since === null ? feed.attachLive(subscriber) : feed.attachSince(subscriber, since),
        ),
    }
  }

  /**
   * A source of signals on `destination`; `roomId`: of which room, where they are of one. `whose`: those who are someone's own
   * have a source for each person.
   */
  signals(destination: string, follow: FollowSignals, { roomId = null, whose = '' }: Source = {}): Feed {
    const open = (): Opened<SignalFeed> => {
      const feed = new SignalFeed(destination, this.#ids)
      return { feed, following: follow((signal) => feed.tell(signal)) }
    }
    return {
      roomId,
      attach: (subscriber) =>
        this.#signals.attach(`${destination} ${whose}`, open, (feed) => feed.attach(subscriber)),
    }
  }

  /** What is relayed to `address`, which all of its subscribers know as `destination`. */
  relay(address: string, destination: string, follow: FollowRelay): Feed {
    const open = (): Opened<RelayFeed> => {
      const feed = new RelayFeed(destination, this.#ids)
      return { feed, following: follow((message) => feed.tell(message)) }
    }
    return {
      roomId: null,
      attach: (subscriber) => this.#relays.attach(address, open, (feed) => feed.attach(subscriber)),
    }
  }
}
