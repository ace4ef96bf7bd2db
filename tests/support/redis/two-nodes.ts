// Two nodes of one host: two links on one prefix, which nobody else has.
import { onTestFinished } from 'vitest'
import type { RedisLink } from '../../../server/store/redis/link.ts'
import { freshPrefix, type OpenLink } from './redis-kinds.ts'

/** Closed when the running test has finished. */
export async function twoNodes(open: OpenLink): Promise<[RedisLink, RedisLink]> {
  const prefix = freshPrefix()
  const links = await Promise.all([open(prefix), open(prefix)])
  onTestFinished(async () => void (await Promise.all(links.map((link) => link.close()))))
  return links
}
