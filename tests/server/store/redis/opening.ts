// Opens a Redis as a host does, for the running test, or says why it cannot be opened.
import { expect, onTestFinished } from 'vitest'
import { openRedis, type OpenedRedis, type RedisOptions } from '../../../../server/store/redis/open-redis.ts'
import { RedisError } from '../../../../server/store/redis/redis-error.ts'
import { toRedisPlace } from '../../../../server/store/redis-place.ts'
import { freshPrefix } from '../../../support/redis/redis-kinds.ts'

interface Secrets {
  password?: string | null
  sentinelPassword?: string | null
}

interface Opening extends OpenedRedis {
  warnings: string[]
}

/** `secrets`: passwords, which the URL has none of. */
export async function opened(
  url: string,
  more: Partial<RedisOptions> = {},
  secrets: Secrets = {},
): Promise<Opening> {
  const place = toRedisPlace(url)
  if (place === null || place.kind === 'mock') throw new Error(`${url} is no Redis.`)
  const warnings: string[] = []
  const usual = { name: null, durability: 'process', prefix: freshPrefix(), reportFailure: () => {} } as const
  const found = await openRedis({
    ...usual,
    place: { ...place, ...secrets },
    warn: (sentence) => warnings.push(sentence),
    ...more,
  })
  onTestFinished(() => found.link.close())
  return { ...found, warnings }
}

/** Why it cannot be opened: one sentence. */
export async function fault(
  url: string,
  more: Partial<RedisOptions> = {},
  secrets: Secrets = {},
): Promise<RedisError> {
  const failed: unknown = await opened(url, more, secrets).catch((error: unknown) => error)
  if (!(failed instanceof RedisError)) throw new Error('It can be opened.', { cause: failed })
  expect(failed.message).toMatch(/^[^\n]+\.$/)
  return failed
}
