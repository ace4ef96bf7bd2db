// The stores of one node of a host: Redis, which all its nodes share, and in the data folder what this one looks things up in.
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Config } from './config.ts'
import { measureRedis } from './redis-metrics.ts'
import type { HostIdentity } from './store/host-identity.ts'
import { watchOutages } from './store/redis/outage-watch.ts'
import { NodeLease } from './store/redis/node-lease.ts'
import { openRedis, type OpenedRedis } from './store/redis/open-redis.ts'
import { openRedisHost } from './store/redis/redis-host.ts'
import type { RedisLink } from './store/redis/link.ts'
import { RedisAccounts } from './store/redis/redis-accounts.ts'
import { RedisAwayClock } from './store/redis/redis-away-clock.ts'
import { RedisDirectory } from './store/redis/redis-directory.ts'
import { RedisDuties } from './store/redis/redis-duties.ts'
import { RedisLastTalks } from './store/redis/redis-last-talks.ts'
import { RedisRoomLog } from './store/redis/redis-room-log.ts'
import { RedisSignals } from './store/redis/redis-signals.ts'
import { RedisTokenFamilies } from './store/redis/redis-token-families.ts'
import { openReplicatedSearch } from './store/sqlite/replica/open-replicated-search.ts'
import type { Stores } from './stores.ts'

type Place = NonNullable<Config['redis']>

/** Where what happens is told, and counted. */
interface Observers {
  log: Logger
  registry: Registry
}

/** Throws RedisError, or DataFolderError; then nothing is left open. */
export async function openRedisStores(config: Config, redis: Place, observers: Observers): Promise<Stores> {
  const { link, identity } = await open(config, redis, observers.log)
  try {
    return await storesOn(link, config, identity, observers)
  } catch (error) {
    await link.close()
    throw error
  }
}

async function open(
  { name, durability }: Config,
  { place, prefix }: Place,
  log: Logger,
): Promise<OpenedRedis> {
  if (place.kind !== 'mock')
    return openRedis({
      place,
      prefix,
      name,
      durability,
      warn: (sentence) => log.warn(sentence),
      reportFailure: (error) => log.debug({ err: error }, 'a connection to Redis broke'),
    })
  const { openMockRedis } = await import('./store/redis/mock-redis.ts')
  const link = await openMockRedis(prefix)
  return { link, identity: await openRedisHost(link, name) }
}

async function storesOn(
  link: RedisLink,
  { dataDir, redis }: Config,
  identity: HostIdentity,
  { log: logger, registry }: Observers,
): Promise<Stores> {
  const { now } = Date
  const replicas = redis?.replicas ?? 0
  const reportFailure = (error: unknown): void => logger.error({ err: error }, 'a store failed')
  const lease = new NodeLease(link)
  const log = new RedisRoomLog(link, { now, reportFailure, replicas })
  const search = openReplicatedSearch(dataDir, {
    log,
    hostId: identity.hostId,
    tell: (news) => logger.info(news),
    reportFailure: (error) => logger.error({ err: error }, 'the search failed'),
  })
  measureRedis(registry, { link, followed: () => log.followFigures })
  const duties = new RedisDuties(link, lease)
  const signals = new RedisSignals({ link, lease, now })
  // What is closed first, first.
  const closed = { search, log, duties, signals }
  const rest = {
    directory: new RedisDirectory(link),
    accounts: new RedisAccounts(link),
    tokenFamilies: new RedisTokenFamilies(link),
    lastTalks: new RedisLastTalks(link),
    awayClock: new RedisAwayClock(link),
  }
  await lease.start()
  await log.start()
  const endWatch = watchOutages({
    link,
    away: () => logger.error('Redis is away'),
    back: (milliseconds) => logger.warn({ milliseconds }, 'Redis is back'),
  })
  const close = async (): Promise<void> => {
    endWatch()
    for (const port of Object.values(closed)) await port.close()
    await link.close()
  }
  return {
    identity,
    ...closed,
    ...rest,
    get up() {
      return link.up
    },
    close,
  }
}
