// What a node listens to channels with: by one connection on a server, by one to each master in a Cluster.
import type { Redis } from 'ioredis'

export interface Ear {
  hear: (channel: string, message: Buffer) => void
  /** Of these, or of all, messages may have been lost; they have to be subscribed to anew, and can be now. */
  resubscribe: (channels: readonly string[] | 'all') => void
}

export interface Subscriber {
  /** The command that publishes what it hears. */
  readonly publishCommand: 'publish' | 'spublish'
  /** Whether all that it has subscribed to could be heard when it was last looked at. */
  readonly up: boolean
  /** Rejects with what connecting failed with. */
  connect: () => Promise<unknown>
  /** Calls back with each connection that it has, and with each that it makes later. To be called once. */
  tellConnections: (told: (connection: Redis) => void) => void
  /** To be called once, before anything is subscribed to. */
  listen: (ear: Ear) => void
  /** Hears all that is published from when it resolves. Rejects with ioredis's own errors. */
  subscribe: (channel: string) => Promise<unknown>
  /** Rejects with ioredis's own errors; then the channel is forgotten all the same. */
  unsubscribe: (channel: string) => Promise<unknown>
  /** Whoever only listens owes no answer otherwise, and would not be missed when it is dead. */
  askWhetherAlive: () => void
  disconnect: () => void
}

/**
 * While a connection is being made ioredis sends a subscription at once, and then finds that it may not ask whether Redis is ready:
 * it would begin anew, again and again where many subscribe. Whoever is too early is subscribed when it is ready.
 */
export async function whenReady<Answer>(connection: Redis, ask: () => Promise<Answer>): Promise<Answer> {
  if (connection.status !== 'ready') throw new Error('The connection is not ready.')
  return ask()
}

/** Listens by a connection that is for this alone, and that subscribes to nothing by itself when it comes back. */
export class PlainSubscriber implements Subscriber {
  readonly publishCommand = 'publish'
  readonly #connection: Redis

  constructor(connection: Redis) {
    this.#connection = connection
  }

  get up(): boolean {
    return this.#connection.status === 'ready'
  }

  connect(): Promise<unknown> {
    return this.#connection.connect()
  }

  tellConnections(told: (connection: Redis) => void): void {
    told(this.#connection)
  }

  listen({ hear, resubscribe }: Ear): void {
    this.#connection.on('messageBuffer', (channel: Buffer, message: Buffer) =>
      hear(channel.toString(), message),
    )
    this.#connection.on('ready', () => resubscribe('all'))
  }

  subscribe(channel: string): Promise<unknown> {
    return whenReady(this.#connection, () => this.#connection.subscribe(channel))
  }

  unsubscribe(channel: string): Promise<unknown> {
    return this.#connection.unsubscribe(channel)
  }

  askWhetherAlive(): void {
    this.#connection.ping().catch(() => {})
  }

  disconnect(): void {
    this.#connection.disconnect()
  }
}
