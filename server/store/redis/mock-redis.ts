// A Redis in this process's memory, by ioredis-mock: for a demonstration without a server, and for tests. It is gone with the process.
import RedisMock from 'ioredis-mock'
import type { Redis } from 'ioredis'
import { linkOf } from './connect.ts'
import { Keys } from './keys.ts'
import type { RedisLink } from './link.ts'
import { PlainSubscriber } from './subscriber.ts'

/** Links of this process have the same data, each prefix its own: nodes of one host, where they have the same. */
export async function openMockRedis(prefix: string): Promise<RedisLink> {
  // It is up from the first, and says nothing of that itself.
  const connection = (): Redis => Object.assign(new RedisMock(), { status: 'ready' as const })
  return linkOf(connection(), new PlainSubscriber(connection()), new Keys(prefix))
}
