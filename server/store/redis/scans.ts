// All keys of a kind, and all fields of a Hash, as Redis tells them: in no order, and some of them twice.
import { Cluster } from 'ioredis'
import type { RedisLink } from './link.ts'
import { orUnavailable } from './outage.ts'

/** Keys or fields that Redis looks at in one command. */
const AT_ONCE = 1_000

/** Of all servers of a Cluster. Nothing is left out that is there all the while. */
export async function* keysLike({ commands }: RedisLink, pattern: string): AsyncGenerator<string[]> {
  const servers = commands instanceof Cluster ? commands.nodes('master') : [commands]
  for (const server of servers) {
    let cursor = '0'
    do {
      const asked = server.scan(cursor, 'MATCH', pattern, 'COUNT', AT_ONCE)
      const [next, found]: [string, string[]] = await orUnavailable(asked)
      if (found.length > 0) yield found
      cursor = next
    } while (cursor !== '0')
  }
}

/** Of a small Hash it is one command. */
export async function* fieldsIn({ commands }: RedisLink, key: string): AsyncGenerator<string[]> {
  let cursor = '0'
  do {
    const asked = commands.hscan(key, cursor, 'COUNT', AT_ONCE)
    const [next, found]: [string, string[]] = await orUnavailable(asked)
    yield found.filter((_, nth) => nth % 2 === 0)
    cursor = next
  } while (cursor !== '0')
}
