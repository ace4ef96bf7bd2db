// Listens in a Cluster, where a channel belongs to a slot and its messages stay in that shard: by a connection to each master. Slots
// move, and masters are replaced: what is listened to follows them.
import type { Cluster, Redis } from 'ioredis'
import { slotOf } from './slot.ts'
import { whenReady, type Ear, type Subscriber } from './subscriber.ts'

/** A connection to a master. `inDoubt`: it may have ended a subscription by itself, as Redis does when a slot moves away. */
interface Shard {
  connection: Redis
  inDoubt: boolean
}

/** Where a channel was subscribed to last, and what became of that. */
interface Place {
  shard: Shard
  state: 'asked' | 'heard' | 'failed'
}

export class ShardedSubscriber implements Subscriber {
  readonly publishCommand = 'spublish'
  readonly #cluster: Cluster
  readonly #reportFailure: (error: Error) => void
  /** By the masters' addresses. */
  readonly #shards = new Map<string, Shard>()
  readonly #channels = new Map<string, Place | null>()
  #told: (connection: Redis) => void = () => {}
  #ear: Ear = { hear: () => {}, resubscribe: () => {} }
  #ended = false

  /** `cluster` tells where the slots are, and is not listened on itself. `reportFailure`: see `LinkOptions`. */
  constructor(cluster: Cluster, reportFailure: (error: Error) => void) {
    this.#cluster = cluster
    this.#reportFailure = reportFailure
  }

  /** Nobody hears all while a shard has no master that answers. */
  get up(): boolean {
    return this.#shards.size > 0 && [...this.#shards.values()].every(isReady)
  }

  /** The Cluster has to be connected. */
  async connect(): Promise<void> {
    this.#cluster.on('refresh', () => void this.#follow().catch(() => {}))
    await this.#follow()
  }

  tellConnections(told: (connection: Redis) => void): void {
    this.#told = told
    for (const { connection } of this.#shards.values()) told(connection)
  }

  listen(ear: Ear): void {
    this.#ear = ear
  }

  async subscribe(channel: string): Promise<void> {
    const shard = this.#shardOf(channel)
    if (shard === undefined) {
      this.#channels.set(channel, null)
      throw new Error('No master is known for a slot.')
    }
    const place: Place = { shard, state: 'asked' }
    this.#channels.set(channel, place)
    try {
      await whenReady(shard.connection, () => shard.connection.ssubscribe(channel))
      place.state = 'heard'
    } catch (error) {
      place.state = 'failed'
      throw error
    }
  }

  async unsubscribe(channel: string): Promise<void> {
    const place = this.#channels.get(channel)
    this.#channels.delete(channel)
    await place?.shard.connection.sunsubscribe(channel)
  }

  askWhetherAlive(): void {
    for (const shard of this.#shards.values()) {
      if (!isReady(shard)) continue
      // With a word: ioredis takes the end of a subscription that nobody asked for as its answer otherwise, where others go on.
      shard.connection.ping('alive').catch(() => {})
      if (shard.inDoubt) this.#resubscribeOn(shard)
    }
  }

  disconnect(): void {
    this.#ended = true
    for (const [address, shard] of this.#shards) this.#leave(address, shard)
  }

  /** Sees to it that there is a connection to each master, and that each channel is listened to where its slot is now. */
  async #follow(): Promise<void> {
    if (this.#ended) return
    const masters = new Map(this.#cluster.nodes('master').map((master) => [addressOf(master), master]))
    for (const [address, shard] of this.#shards) if (!masters.has(address)) this.#leave(address, shard)
    const added = [...masters].filter(([address]) => !this.#shards.has(address))
    const opened = added.map(([address, master]) => this.#open(address, master))
    this.#resubscribe((place, shard) => place?.shard !== shard || place.state === 'failed')
    await Promise.all(opened)
  }

  #open(address: string, master: Redis): Promise<void> {
    const connection = master.duplicate({ enableOfflineQueue: false, enableAutoPipelining: false })
    const shard: Shard = { connection, inDoubt: false }
    this.#shards.set(address, shard)
    this.#told(connection)
    connection.on('smessageBuffer', (channel: Buffer, message: Buffer) =>
      this.#ear.hear(channel.toString(), message),
    )
    connection.on('ready', () => this.#resubscribeOn(shard))
    // A master that is gone has a successor soon, and a slot that is not there is somewhere else.
    connection.on('close', () => this.#lookAround(address))
    connection.on('moved', () => this.#lookAround(address))
    connection.on('error', (error) => {
      this.#reportFailure(error)
      shard.inDoubt = true
      this.#lookAround(address)
    })
    return connection.connect()
  }

  #leave(address: string, { connection }: Shard): void {
    this.#shards.delete(address)
    connection.disconnect()
  }

  #lookAround(address: string): void {
    if (this.#shards.has(address)) this.#cluster.refreshSlotsCache()
  }

  #resubscribeOn(shard: Shard): void {
    shard.inDoubt = false
    this.#resubscribe((_, each) => each === shard)
  }

  /** Those channels of which this is said of where they were and where they are to be. Whoever is not there yet comes later. */
  #resubscribe(isLost: (place: Place | null, shard: Shard) => boolean): void {
    const lost = [...this.#channels].flatMap(([channel, place]) => {
      const shard = this.#shardOf(channel)
      return shard !== undefined && isReady(shard) && isLost(place, shard) ? [channel] : []
    })
    if (lost.length > 0) this.#ear.resubscribe(lost)
  }

  #shardOf(channel: string): Shard | undefined {
    const [master = ''] = this.#cluster.slots[slotOf(channel)] ?? []
    return this.#shards.get(master)
  }
}

function isReady({ connection }: Shard): boolean {
  return connection.status === 'ready'
}

/** As `Cluster.slots` has it. */
function addressOf({ options }: Redis): string {
  return `${options.host}:${options.port}`
}
