// Opens a node's link to Redis, and sees to it that it comes back when it breaks.
import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis'
import type { RedisPlace } from '../redis-place.ts'
import { Channels } from './channels.ts'
import { Keys } from './keys.ts'
import type { Commands, RedisLink } from './link.ts'
import { LinkCounts } from './link-counts.ts'
import { withoutCommand } from './outage.ts'
import { toRunScript } from './scripts.ts'
import { ShardedSubscriber } from './sharded-subscriber.ts'
import { PlainSubscriber, type Subscriber } from './subscriber.ts'

/**
 * Milliseconds, at most: until the link is there, until a connection is, until a command is answered, and one by a Sentinel,
 * until a connection is given up that owes an answer and says nothing, between two tries to connect; until each connection is asked whether it is alive, and
 * until a Cluster is asked again who serves which slots.
 */
const PATIENCE = {
  open: 10_000,
  connect: 5_000,
  command: 5_000,
  sentinel: 2_000,
  silence: 5_000,
  retry: 2_000,
  beat: 2_000,
  slots: 5_000,
} as const

const CLOSED = /Connection is closed\./

export interface LinkOptions {
  place: Exclude<RedisPlace, { kind: 'mock' }>
  prefix: string
  /** Is told what a connection failed with, each time. */
  reportFailure: (error: Error) => void
}

/** Resolves when Redis answers. Rejects with what the first try failed with; then nothing is left open. */
export async function connectRedis({ place, prefix, reportFailure }: LinkOptions): Promise<RedisLink> {
  let [failure, isOpen]: [Error | null, boolean] = [null, false]
  const noteFailure = (error: Error): void => {
    const bare = withoutCommand(error)
    failure ??= bare
    reportFailure(bare)
  }
  const openOne = (forCommands: boolean): Commands =>
    open(place, forCommands, () => isOpen).on('error', noteFailure)
  const commands = openOne(true)
  const subscriber =
    commands instanceof Cluster
      ? new ShardedSubscriber(commands, noteFailure)
      : new PlainSubscriber(openOne(false) as Redis)
  try {
    await inTime(commands.connect().then(() => subscriber.connect()))
    assertDatabase(failure)
    isOpen = true
  } catch (error) {
    for (const connection of [subscriber, commands]) connection.disconnect()
    throw await whyClosed(place, failure ?? error)
  }
  return linkOf(commands, subscriber, new Keys(prefixIn(place, prefix)))
}

/** Where there is no database of this number, ioredis goes on with another one. */
function assertDatabase(failure: Error | null): void {
  if (failure !== null && failure.message.includes('DB index')) throw failure
}

/** The channels of all databases of a server are the same: those of one must be told by their names. */
function prefixIn(place: LinkOptions['place'], prefix: string): string {
  return place.kind === 'cluster' || place.database === 0 ? prefix : `${prefix}@${place.database}`
}

/**
 * What ioredis says of Sentinels, and of a Cluster, that a connection to them was closed; what that had failed with it keeps to
 * itself. One is tried once more, by itself: answers what that fails with, and `said` where it says nothing else.
 */
async function whyClosed(place: LinkOptions['place'], said: unknown): Promise<unknown> {
  if (place.kind === 'server' || !(said instanceof Error) || !CLOSED.test(said.message)) return said
  const options = place.kind === 'sentinel' ? optionsOf(sentinelsOf(place), false) : optionsOf(place, true)
  let failure: Error | null = null
  const connection = new Redis({ ...options, ...place.addresses[0], retryStrategy: () => null })
  connection.on('error', (error) => (failure ??= withoutCommand(error)))
  await connection.connect().catch(() => {})
  connection.disconnect()
  if (failure === null) return said
  const { message, code } = failure as NodeJS.ErrnoException
  return Object.assign(new Error(said.message.replace(CLOSED, message)), code === undefined ? {} : { code })
}

/** As servers, which they are too. */
function sentinelsOf(place: RedisPlace & { kind: 'sentinel' }): LinkOptions['place'] {
  const [address = { host: '', port: 0 }] = place.addresses
  const { tls, sentinelPassword: password } = place
  return { kind: 'server', username: null, password, tls, address, database: 0 }
}

async function inTime(connected: Promise<unknown>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const patience = setTimeout(() => reject(new Error('nobody answers')), PATIENCE.open)
  try {
    await Promise.race([connected, promise])
  } finally {
    clearTimeout(patience)
  }
}

/** The link that these make. */
export function linkOf(commands: Commands, subscriber: Subscriber, keys: Keys): RedisLink {
  const connections = [commands]
  const askAll = (): void => {
    for (const connection of connections) askWhetherAlive(connection)
    subscriber.askWhetherAlive()
  }
  const beat = setInterval(askAll, PATIENCE.beat).unref()
  const isUp = (): boolean => commands.status === 'ready' && subscriber.up
  const figures = new LinkCounts({ isUp })
  figures.watch(commands)
  subscriber.tellConnections((connection) => figures.watch(connection))
  return {
    commands,
    keys,
    channels: new Channels(subscriber, commands),
    get up() {
      return isUp()
    },
    figures,
    script: (name, lua) => figures.timed(toRunScript(commands, name, lua)),
    another: () => connectAnother(commands, connections),
    close: async () => {
      clearInterval(beat)
      figures.close()
      // After what was asked before it, or when that was given up.
      await commands.quit().catch(() => {})
      subscriber.disconnect()
      for (const connection of connections) connection.disconnect()
    },
  }
}

/** Of a Cluster, each of its servers to which there is a connection. */
function askWhetherAlive(connection: Commands): void {
  if (!(connection instanceof Cluster)) return void connection.ping().catch(() => {})
  const servers = connection.nodes('all').filter(({ status }) => status === 'ready')
  for (const server of servers) server.ping().catch(() => {})
  // All of them may be elsewhere by now: it begins anew where the URL leads to.
  if (servers.length === 0 && connection.status === 'ready') connection.disconnect(true)
}

/** Like `commands`, and one of `connections` from the beginning: whatever becomes of it, it is closed with them. */
async function connectAnother(commands: Commands, connections: Commands[]): Promise<Commands> {
  const another = commands.duplicate()
  for (const listener of commands.listeners('error')) another.on('error', listener as (error: Error) => void)
  connections.push(another)
  await another.connect()
  return another
}

/** `isOpen`: whether the link has been there before. */
function open(place: LinkOptions['place'], forCommands: boolean, isOpen: () => boolean): Commands {
  const options = optionsOf(place, forCommands)
  switch (place.kind) {
    case 'server':
      return new Redis({ ...options, ...place.address, db: place.database })
    case 'sentinel':
      return new Redis({ ...options, ...sentinelOptions(place, isOpen) })
    case 'cluster':
      return new Cluster(place.addresses, clusterOptions(options))
  }
}

/** Sentinels are asked by TLS where their master is; at first each of them once. */
function sentinelOptions(place: RedisPlace & { kind: 'sentinel' }, isOpen: () => boolean): RedisOptions {
  const { addresses, master, database, tls, sentinelPassword } = place
  return {
    sentinels: addresses,
    name: master,
    db: database,
    sentinelCommandTimeout: PATIENCE.sentinel,
    sentinelRetryStrategy: (tries) => (isOpen() ? retryAfter(tries) : null),
    ...(sentinelPassword === null ? {} : { sentinelPassword }),
    ...(tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
  }
}

/** What fails is told at once: who asked knows what to do, and says the same again where it must be kept. */
function optionsOf({ username, password, tls }: LinkOptions['place'], forCommands: boolean): RedisOptions {
  return {
    lazyConnect: true,
    connectTimeout: PATIENCE.connect,
    socketTimeout: PATIENCE.silence,
    retryStrategy: retryAfter,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    ...(forCommands ? { commandTimeout: PATIENCE.command, enableAutoPipelining: true } : {}),
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  }
}

function clusterOptions(redisOptions: RedisOptions): ClusterOptions {
  return {
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: retryAfter,
    // Where what is asked at once is refused for different slots, ioredis does not ask by itself where they are now.
    clusterNodeRetryStrategy: retryAfter,
    slotsRefreshInterval: PATIENCE.slots,
    enableAutoPipelining: true,
    redisOptions,
  }
}

/** Milliseconds until the next try: soon at first, then seldom, and never all nodes at once. */
function retryAfter(tries: number): number {
  const longest = Math.min(PATIENCE.retry, 50 * 2 ** Math.min(tries, 10))
  return longest / 2 + (Math.random() * longest) / 2
}
