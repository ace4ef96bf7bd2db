// Who the host is, in Redis: made by whichever node is first, and the same for all nodes from then on.
import { Cluster } from 'ioredis'
import { isHostIdentity, isLaterIdentity, newHostIdentity, type HostIdentity } from '../host-identity.ts'
import type { Leaving } from '../moving.ts'
import type { RedisLink } from './link.ts'
import { MovingMarks, movingKeys } from './moving-marks.ts'
import { orUnavailable } from './outage.ts'
import { RedisError } from './redis-error.ts'

/**
 * KEYS: identity, the marks of moves. ARGV: a name or '', fields and values. Those of another stay, but for the name. Answers 0
 * where there is a mark; then nothing is written.
 */
const OPEN = `
  if redis.call('EXISTS', KEYS[2], KEYS[3]) > 0 then return 0 end
  if redis.call('EXISTS', KEYS[1]) == 0 then
    redis.call('HSET', KEYS[1], unpack(ARGV, 2))
  elseif ARGV[1] ~= '' then
    redis.call('HSET', KEYS[1], 'name', ARGV[1])
  end
  return 1`

/**
 * The host's identity, the same for every node at every start. A `name` replaces the one that is kept, for all nodes; the first
 * node without one takes its computer's. It has the signing key: for no log and no other eyes. To be called before a node writes
 * anything else. Throws RedisError for what is no host's, and leaves it alone; rejects for an outage, with Refusal UNAVAILABLE.
 */
export async function openRedisHost(link: RedisLink, name: string | null): Promise<HostIdentity> {
  const key = link.keys.host('host', 'identity')
  const open = link.script('openHost', OPEN)
  await refuseMoving(link)
  if ((await read(link, key)) === null && (await hasOther(link)) && (await read(link, key)) === null)
    throw foreign(link, 'no host')
  const fresh = newHostIdentity()
  const fields = Object.entries(name === null ? fresh : { ...fresh, name }).flat()
  if ((await open([key, ...movingKeys(link.keys)], [name ?? '', ...fields])) === 0) await refuseMoving(link)
  const identity = await read(link, key)
  if (identity === null) throw foreign(link, 'no host any more')
  return identity
}

/** The host's identity as it is. Null where there is none. Throws and rejects as `openRedisHost` does. */
export function readRedisHost(link: RedisLink): Promise<HostIdentity | null> {
  return read(link, link.keys.host('host', 'identity'))
}

/** Keeps this identity. For a host that moves in: its mark keeps nodes away. Rejects for an outage, with Refusal UNAVAILABLE. */
export async function writeRedisHost(link: RedisLink, identity: HostIdentity): Promise<void> {
  await orUnavailable(link.commands.hset(link.keys.host('host', 'identity'), identity))
}

/** Throws RedisError where a host moves in, or out, or has moved away. */
async function refuseMoving(link: RedisLink): Promise<void> {
  const marks = new MovingMarks(link)
  if ((await marks.arriving()) !== null)
    throw new RedisError(
      'REDIS_MOVING',
      `A move to ${link.keys.all} in Redis is not done: run the same migrate again, and it goes on.`,
    )
  const leaving = await marks.leaving()
  if (leaving !== null) throw new RedisError('REDIS_MOVING', wordsFor(link, leaving))
}

function wordsFor({ keys }: RedisLink, { to, done }: Leaving): string {
  const [, key] = movingKeys(keys)
  if (done) return `The host at ${keys.all} in Redis has moved to ${to}: start it there.`
  const back = `or delete the key ${key} to host here again, and what has come to the new place`
  return `The host at ${keys.all} in Redis is moving to ${to}: run the same migrate again, and it goes on; ${back}.`
}

/** Null where there is none. */
async function read(link: RedisLink, key: string): Promise<HostIdentity | null> {
  const { commands } = link
  const kind = await orUnavailable(commands.type(key))
  if (kind === 'none') return null
  if (kind !== 'hash') throw foreign(link, 'another kind of key')
  const { version, createdAt, ...texts } = await orUnavailable(commands.hgetall(key))
  const found = { ...texts, version: Number(version), createdAt: Number(createdAt) }
  if (isHostIdentity(found)) return found
  if (isLaterIdentity(found))
    throw new RedisError(
      'REDIS_TOO_NEW',
      `What is under ${link.keys.all} in Redis was written by a later version.`,
    )
  throw foreign(link, 'something else')
}

/** Whether there is anything under the prefix. Asked where there is no host yet, and so once in a host's life. */
async function hasOther({ commands, keys }: RedisLink): Promise<boolean> {
  const servers = commands instanceof Cluster ? commands.nodes('master') : [commands]
  for (const server of servers)
    for await (const found of server.scanStream({ match: keys.all, count: 1_000 }))
      if ((found as string[]).length > 0) return true
  return false
}

function foreign({ keys }: RedisLink, what: string): RedisError {
  const sentence = `What is under ${keys.all} in Redis was not written by a host: there is ${what}; take another --redis-prefix.`
  return new RedisError('REDIS_FOREIGN', sentence)
}
