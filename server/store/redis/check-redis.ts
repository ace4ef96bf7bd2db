// Whether a Redis is one that a host can be kept in: each of its servers is looked at before anything is written.
import { Cluster, type Redis } from 'ioredis'
import type { Commands } from './link.ts'
import { RedisError } from './redis-error.ts'

/** What a receipt is to promise there; see `--durability`. */
export interface Checks {
  durability: 'process' | 'power'
  /** Is told in a sentence what may be otherwise than is wanted. */
  warn: (sentence: string) => void
}

const OLDEST = 7

/** Throws RedisError. */
export async function checkRedis(commands: Commands, name: string, checks: Checks): Promise<void> {
  const servers = commands instanceof Cluster ? commands.nodes('master') : [commands]
  for (const server of servers) {
    const info = parseInfo(await server.info())
    refuseWrongKind(name, info, commands instanceof Cluster)
    refuseEviction(name, info, checks)
    await checkPersistence(name, info, server, checks)
  }
}

type Info = ReadonlyMap<string, string>

function parseInfo(text: string): Info {
  const pairs = text.split('\r\n').map((line) => line.split(':'))
  return new Map(pairs.map(([field = '', ...value]) => [field, value.join(':')]))
}

function refuseWrongKind(name: string, info: Info, asCluster: boolean): void {
  const version = info.get('redis_version') ?? 'unknown'
  if (!(Number.parseInt(version) >= OLDEST))
    throw new RedisError(
      'REDIS_TOO_OLD',
      `${name} is of version ${version}; it has to be ${OLDEST}.0 or later.`,
    )
  if (info.get('cluster_enabled') === '1' && !asCluster)
    throw new RedisError(
      'REDIS_WRONG_KIND',
      `${name} is one of a Cluster; its URL begins with redis+cluster://.`,
    )
  if (info.get('role') === 'slave')
    throw new RedisError(
      'REDIS_WRONG_KIND',
      `${name} is a replica, which nothing can be written to; name its master.`,
    )
}

/** Without a limit nothing is evicted now, and who sets one later may not know. */
function refuseEviction(name: string, info: Info, { warn }: Checks): void {
  const policy = info.get('maxmemory_policy') ?? 'noeviction'
  if (policy === 'noeviction') return
  const sentence = `${name} drops what it keeps when its memory is full (maxmemory-policy ${policy})`
  if (Number(info.get('maxmemory') ?? 0) > 0)
    throw new RedisError('REDIS_EVICTS', `${sentence}; it has to be noeviction.`)
  warn(`${sentence}, as soon as it has a limit; noeviction is safe.`)
}

async function checkPersistence(name: string, info: Info, server: Redis, checks: Checks): Promise<void> {
  const appends = info.get('aof_enabled') === '1'
  if (checks.durability === 'power' && (!appends || (await setting(server, 'appendfsync')) !== 'always'))
    throw new RedisError(
      'REDIS_NOT_DURABLE',
      `${name} does not write each change to the disk before it answers, as --durability power asks for; it needs appendonly yes and appendfsync always.`,
    )
  if (appends) return
  const saves = (await setting(server, 'save')) !== ''
  const lost = saves ? 'what came after its last snapshot' : 'everything'
  checks.warn(`${name} keeps no append-only file: when it ends, ${lost} may be lost; appendonly yes is safe.`)
}

/** Null where the user may not ask. */
async function setting(server: Redis, name: string): Promise<string | null> {
  try {
    const [, value = ''] = (await server.config('GET', name)) as string[]
    return value
  } catch {
    return null
  }
}
