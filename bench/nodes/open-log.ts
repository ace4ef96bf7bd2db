// The rooms' logs in a Redis, as a node has them, without the node.
import { connectRedis } from '../../server/store/redis/connect.ts'
import type { RedisLink } from '../../server/store/redis/link.ts'
import { RedisRoomLog } from '../../server/store/redis/redis-room-log.ts'
import type { Redis } from './redis.ts'

/** What the keys of the bench's hosts begin with. */
export const PREFIX = 'bench'

export interface OpenLog {
  log: RedisRoomLog
  link: RedisLink
  close: () => Promise<void>
}

export async function openLog({ port }: Redis): Promise<OpenLog> {
  const reportFailure = (error: unknown): void => console.error(error)
  const address = { host: '127.0.0.1', port }
  const place = { kind: 'server', address, database: 0, username: null, password: null, tls: false } as const
  const link = await connectRedis({ place, prefix: PREFIX, reportFailure })
  const log = new RedisRoomLog(link, { now: Date.now, reportFailure })
  await log.start()
  return { log, link, close: () => log.close().then(() => link.close()) }
}
