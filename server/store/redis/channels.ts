// Redis's pub/sub as this node uses it: each channel is subscribed to once for all who follow it, and anew when the connection
// comes back. Meanwhile messages are lost: whoever follows is told when that may have been.
import type { Cluster, Redis } from 'ioredis'
import type { Unfollow } from '../room-log.ts'
import { orUnavailable } from './outage.ts'
import type { Subscriber } from './subscriber.ts'

export interface ChannelFollower {
  /** Not within the publishing call. */
  hear: (message: Buffer) => void
  /** Messages may have been lost; from now on none are, until this is called again. */
  missed: () => void
}

interface Channel {
  followers: Set<ChannelFollower>
  /** The newest try. Each settles as the next one does, where that is sooner. */
  subscribed: Promise<unknown>
  supersede: (by: Promise<unknown>) => void
}

export class Channels {
  readonly #subscriber: Subscriber
  readonly #publisher: Redis | Cluster
  readonly #channels = new Map<string, Channel>()

  constructor(subscriber: Subscriber, publisher: Redis | Cluster) {
    this.#subscriber = subscriber
    this.#publisher = publisher
    subscriber.listen({
      hear: (name, message) => this.#hear(name, message),
      resubscribe: (names) => this.#subscribeAgain(names === 'all' ? [...this.#channels.keys()] : names),
    })
  }

  /** The command that publishes: for scripts, which publish what they write. */
  get publishCommand(): string {
    return this.#subscriber.publishCommand
  }

  /** Hears all that is published from when it resolves. Rejects with Refusal UNAVAILABLE. */
  async follow(name: string, follower: ChannelFollower): Promise<Unfollow> {
    const channel = this.#channels.get(name) ?? this.#open(name)
    channel.followers.add(follower)
    try {
      await channel.subscribed
    } catch (error) {
      this.#leave(name, channel, follower)
      throw error
    }
    return () => this.#leave(name, channel, follower)
  }

  /** At most once, to those who follow now, on any node. What cannot be sent is lost. */
  publish(name: string, message: string | Buffer): void {
    this.send(name, message).catch(() => {})
  }

  /** As `publish`, for whoever has to know: rejects with Refusal UNAVAILABLE where it may have been lost. */
  async send(name: string, message: string | Buffer): Promise<void> {
    // As it is heard: ioredis-mock would hand a text on as a text.
    const bytes = typeof message === 'string' ? Buffer.from(message) : message
    await orUnavailable(Promise.resolve(this.#publisher[this.#subscriber.publishCommand](name, bytes)))
  }

  #open(name: string): Channel {
    const followers = new Set<ChannelFollower>()
    const channel: Channel = { followers, subscribed: Promise.resolve(), supersede: () => {} }
    this.#channels.set(name, channel)
    this.#subscribe(name, channel)
    return channel
  }

  #subscribe(name: string, channel: Channel): void {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const subscribed = Promise.race([orUnavailable(this.#subscriber.subscribe(name)), promise])
    subscribed.catch(() => {})
    channel.supersede(subscribed)
    Object.assign(channel, { subscribed, supersede: resolve })
  }

  #leave(name: string, channel: Channel, follower: ChannelFollower): void {
    if (!channel.followers.delete(follower) || channel.followers.size > 0) return
    if (this.#channels.get(name) !== channel) return
    this.#channels.delete(name)
    this.#subscriber.unsubscribe(name).catch(() => {})
  }

  #hear(name: string, message: Buffer): void {
    for (const follower of [...(this.#channels.get(name)?.followers ?? [])]) follower.hear(message)
  }

  /** The next coming back tries again where one fails. */
  #subscribeAgain(names: readonly string[]): void {
    for (const name of names) {
      const channel = this.#channels.get(name)
      if (channel === undefined) continue
      this.#subscribe(name, channel)
      channel.subscribed.then(
        () => {
          for (const follower of [...channel.followers]) follower.missed()
        },
        () => {},
      )
    }
  }
}
