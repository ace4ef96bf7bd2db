// A node over a link of its own, as a host on Redis has one, without the stores.
import { onTestFinished } from 'vitest'
import type { RedisLink } from '../../../server/store/redis/link.ts'
import { NodeLease } from '../../../server/store/redis/node-lease.ts'
import { RedisAwayClock } from '../../../server/store/redis/redis-away-clock.ts'
import { RedisDuties } from '../../../server/store/redis/redis-duties.ts'
import { RedisLastTalks } from '../../../server/store/redis/redis-last-talks.ts'
import { RedisSignals } from '../../../server/store/redis/redis-signals.ts'
import type { OpenLink } from './redis-kinds.ts'
import { SHORT } from './short-leases.ts'

export interface TestNode {
  link: RedisLink
  lease: NodeLease
  signals: RedisSignals
  duties: RedisDuties
  awayClock: RedisAwayClock
  lastTalks: RedisLastTalks
}

/** Alive, and ended with the test. */
export async function redisNode(open: OpenLink, prefix: string, times = SHORT): Promise<TestNode> {
  const link = await open(prefix)
  const lease = new NodeLease(link, times)
  const node = {
    link,
    lease,
    signals: new RedisSignals({ link, lease, now: Date.now }),
    duties: new RedisDuties(link, lease),
    awayClock: new RedisAwayClock(link),
    lastTalks: new RedisLastTalks(link),
  }
  onTestFinished(async () => {
    await node.duties.close()
    await node.signals.close()
    await link.close()
  })
  await lease.start()
  return node
}
