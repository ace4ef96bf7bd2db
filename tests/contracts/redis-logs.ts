// Nodes' logs on links to Redis, for the suites.
import { expect, onTestFinished } from 'vitest'
import type { RedisLink } from '../../server/store/redis/link.ts'
import { RedisRoomLog } from '../../server/store/redis/redis-room-log.ts'
import type { OpenLink } from '../support/redis/redis-kinds.ts'

/** So short that a test can wait for it, in milliseconds. */
const LOOKS = { left: 20, followed: 20 }

export function logOn(link: RedisLink, now: () => number = () => 1): RedisRoomLog {
  const reportFailure = (error: unknown): never => expect.fail(String(error))
  return new RedisRoomLog(link, { now, reportFailure, looks: LOOKS })
}

/** A node's log on a link of its own, both closed when the running test has finished. */
export async function linkedLog(
  open: OpenLink,
  prefix: string,
  now?: () => number,
): Promise<{ link: RedisLink; log: RedisRoomLog }> {
  const link = await open(prefix)
  const log = logOn(link, now)
  onTestFinished(async () => {
    await log.close()
    await link.close()
  })
  return { link, log }
}
