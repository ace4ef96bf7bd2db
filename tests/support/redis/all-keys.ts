// All that is in a Redis, of whoever it is: for tests on what a host touches.
import { Cluster } from 'ioredis'
import type { RedisLink } from '../../../server/store/redis/link.ts'

/** The keys that match `pattern`, on all nodes, in order. */
export async function keysOf({ commands }: RedisLink, pattern = '*'): Promise<string[]> {
  const servers = commands instanceof Cluster ? commands.nodes('master') : [commands]
  return (await Promise.all(servers.map((server) => server.keys(pattern)))).flat().toSorted()
}

/** Every key under the link's prefix, with what is in it. */
export async function everythingUnder(link: RedisLink): Promise<[string, string][]> {
  const keys = await keysOf(link, link.keys.all)
  return Promise.all(
    keys.map(async (key): Promise<[string, string]> => {
      const dumped = await link.commands.dumpBuffer(key)
      return [key, dumped.toString('base64')]
    }),
  )
}
