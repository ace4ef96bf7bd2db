// The contracts of what nodes share besides the stores and signals, on Redis of every kind, and in memory.
import { onTestFinished } from 'vitest'
import { MemoryAwayClock } from '../../server/store/memory/memory-away-clock.ts'
import { MemoryLastTalks } from '../../server/store/memory/memory-last-talks.ts'
import type { RedisLink } from '../../server/store/redis/link.ts'
import { RedisAwayClock } from '../../server/store/redis/redis-away-clock.ts'
import { RedisLastTalks } from '../../server/store/redis/redis-last-talks.ts'
import { openMockRedis } from '../../server/store/redis/mock-redis.ts'
import { freshPrefix, withRedis, type OpenLink } from '../support/redis/redis-kinds.ts'
import { awayClockContract } from './away-clock.contract.ts'
import { lastTalksContract } from './last-talks.contract.ts'

async function linked(open: OpenLink): Promise<RedisLink> {
  const link = await open(freshPrefix())
  onTestFinished(() => link.close())
  return link
}

lastTalksContract('memory', async () => new MemoryLastTalks())
awayClockContract('memory', async () => new MemoryAwayClock(() => Math.floor(performance.now())))
withRedis((kind, open) => {
  lastTalksContract(kind, async () => new RedisLastTalks(await linked(open)))
  awayClockContract(kind, async () => new RedisAwayClock(await linked(open)))
})
// Its clock leaps: it has no away clock.
lastTalksContract('ioredis-mock', async () => new RedisLastTalks(await linked(openMockRedis)))
