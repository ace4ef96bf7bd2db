// The kinds of Redis that the suites run against, each named so in the output: a server and a Cluster of the tests' own.
import { describe } from 'vitest'
import { toRedisPlace } from '../../../server/store/redis-place.ts'
import { connectRedis } from '../../../server/store/redis/connect.ts'
import type { RedisLink } from '../../../server/store/redis/link.ts'
import { redisClusterForAll } from './redis-cluster.ts'
import { redisProgram, REDIS_MISSING } from './redis-program.ts'
import { redisForAll } from './redis-server.ts'

/** Opens a link of its own; each call with the same prefix is another node of the same host. */
export type OpenLink = (prefix: string) => Promise<RedisLink>

type Suite = (kind: 'Redis' | 'Redis Cluster', open: OpenLink, url: () => string) => void

/** Declares `suite` for each kind. Where there is no Redis it is skipped, and says so. */
export function withRedis(suite: Suite): void {
  const missing = redisProgram() === null
  if (missing) process.stdout.write(`${REDIS_MISSING}\n`)
  describe.skipIf(missing)('on a server', () => {
    const server = redisForAll()
    const url = (): string => server().url
    suite('Redis', (prefix) => openLink(url(), prefix), url)
  })
  describe.skipIf(missing)('on a Cluster', () => {
    const cluster = redisClusterForAll()
    const url = (): string => cluster().url
    suite('Redis Cluster', (prefix) => openLink(url(), prefix), url)
  })
}

/** A link to the Redis at this URL. Whoever opens it closes it. */
export async function openLink(url: string, prefix: string): Promise<RedisLink> {
  const place = toRedisPlace(url)
  if (place === null || place.kind === 'mock') throw new Error(`${url} is no Redis.`)
  return connectRedis({ place, prefix, reportFailure: () => {} })
}

let prefixes = 0

/** A prefix that no other test has. */
export function freshPrefix(): string {
  prefixes += 1
  return `test${process.pid}-${prefixes}`
}
