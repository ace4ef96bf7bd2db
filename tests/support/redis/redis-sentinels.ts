// A master, its replica, and three Sentinels that watch over them, each a redis-server of the test's own.
import { Redis } from 'ioredis'
import { expect, onTestFinished, vi } from 'vitest'
import { freePorts } from '../free-ports.ts'
import { IN_MEMORY, READY_FOR_REPLICAS, RedisServer } from './redis-server.ts'
import { tlsOptions, type TlsFiles } from './tls-files.ts'

const SENTINELS = 3
const MASTER = 'sarangbang'
const PATIENCE = { timeout: 20_000, interval: 50 }

export interface RedisSentinels {
  master: RedisServer
  replica: RedisServer
  sentinels: readonly RedisServer[]
  url: string
  /** From now on the master's writes do not reach the replica, which is frozen. */
  cutOff: () => Promise<void>
}

interface SentinelOptions {
  /** Of the master and its replica, and of the Sentinels; null for none, which nothing said means. */
  passwords?: { redis: string; sentinels: string } | null
  /** Everybody speaks TLS with everybody then; plainly where nothing is said. */
  tls?: TlsFiles | null
}

/** For the running test. Resolves when the replica has what the master has, and the Sentinels know each other. */
export async function startSentinels({
  passwords = null,
  tls = null,
}: SentinelOptions = {}): Promise<RedisSentinels> {
  const ports = await freePorts(2 + SENTINELS)
  const ways = tls === null ? ports : await freePorts(2 + SENTINELS)
  const [masterWay = 0] = ways
  const common = (index: number): string[] =>
    tls === null ? [] : [...tlsOptions(ways[index] ?? 0, tls), '--tls-replication', 'yes']
  const guarded =
    passwords === null ? [] : ['--requirepass', passwords.redis, '--masterauth', passwords.redis]
  const kept = [READY_FOR_REPLICAS, [...IN_MEMORY, '--replicaof', '127.0.0.1', String(masterWay)]] as const
  const [master, replica, ...sentinels] = ports.map((port, index) => {
    const own = kept[index]
    if (own !== undefined) return new RedisServer(port, [...own, ...guarded, ...common(index)])
    return new RedisServer(port, ['--sentinel', ...common(index)], watching(masterWay, passwords))
  })
  if (master === undefined || replica === undefined) throw new Error('There are too few ports.')
  for (const server of [master, replica, ...sentinels]) {
    onTestFinished(() => server.dispose())
    await server.start()
  }
  const own = passwords?.redis
  await vi.waitFor(
    () => asked(replica, own, (redis) => redis.info('replication'), /master_link_status:up/),
    PATIENCE,
  )
  for (const sentinel of sentinels)
    await vi.waitFor(
      () => asked(sentinel, passwords?.sentinels, (redis) => redis.info('sentinel'), /slaves=1,sentinels=3/),
      PATIENCE,
    )
  const scheme = tls === null ? 'redis' : 'rediss'
  const addresses = ways.slice(2).map((port) => `127.0.0.1:${port}`)
  return {
    master,
    replica,
    sentinels,
    url: `${scheme}+sentinel://${addresses.join(',')}/${MASTER}/0`,
    cutOff: async () => {
      replica.freeze()
      await asked(master, own, (redis) => redis.client('KILL', 'TYPE', 'replica').then(String), /./)
    },
  }
}

/** They agree soon that a master is down, and make the replica one. */
function watching(port: number, passwords: SentinelOptions['passwords']): string {
  const words = [
    `sentinel monitor ${MASTER} 127.0.0.1 ${port} 2`,
    `sentinel down-after-milliseconds ${MASTER} 500`,
    `sentinel failover-timeout ${MASTER} 3000`,
  ]
  if (passwords)
    words.push(
      `sentinel auth-pass ${MASTER} ${passwords.redis}`,
      `requirepass ${passwords.sentinels}`,
      `sentinel sentinel-pass ${passwords.sentinels}`,
    )
  return words.join('\n')
}

/** Fails where the server does not answer so. */
async function asked(
  server: RedisServer,
  password: string | undefined,
  ask: (redis: Redis) => Promise<string>,
  answer: RegExp,
): Promise<void> {
  const redis = new Redis(server.port, '127.0.0.1', password === undefined ? {} : { password })
  try {
    expect(await ask(redis)).toMatch(answer)
  } finally {
    redis.disconnect()
  }
}
