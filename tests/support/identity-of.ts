// Who a running host is, from wherever it keeps that: for tests that make its tokens themselves.
import { readHostFile } from '../../server/store/host-file.ts'
import type { HostIdentity } from '../../server/store/host-identity.ts'
import { readRedisHost } from '../../server/store/redis/redis-host.ts'
import type { HostProcess } from './host-process.ts'
import { openLink } from './redis/redis-kinds.ts'
import { redisOf } from './test-store.ts'

/** Rejects where it has never been started. */
export async function identityOf({ data }: HostProcess): Promise<HostIdentity> {
  const redis = redisOf(data)
  if (redis === null) return readHostFile(data)
  const link = await openLink(redis.url, redis.prefix)
  try {
    const identity = await readRedisHost(link)
    if (identity === null) throw new Error(`There is no host under ${redis.prefix}.`)
    return identity
  } finally {
    await link.close()
  }
}
