// Redis is away for some seconds: the nodes stay up and say that they cannot serve; what is said meanwhile has a clear refusal and
// no receipt, is kept by the clients, and is there when Redis is back: in order, and once.
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { seedFor } from '../support/random.ts'
import { redisProgram, REDIS_MISSING } from '../support/redis/redis-program.ts'
import type { RedisServer } from '../support/redis/redis-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeFaults } from './cluster/judge/fault.ts'
import { logsIn } from './cluster/log-folder.ts'
import type { LogLine } from './cluster/log-line.ts'
import { play, type Outcome, type Scene } from './cluster/scene.ts'

/** Milliseconds until a node has to say what it can do; nothing passes by waiting. */
const PATIENCE = 30_000
/** What a node says in its log when Redis has gone. */
const AWAY_LINE = 'Redis is away'
/** Milliseconds for which people talk to nodes without a Redis. */
const AWAY = 1_500

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status

async function untilStatus(url: string, wanted: number): Promise<void> {
  const end = performance.now() + PATIENCE
  while ((await statusOf(url)) !== wanted) {
    if (performance.now() > end) throw new Error(`${url} does not answer ${wanted}.`)
    await sleep(50)
  }
}

/** How Redis goes away: it ends; or it is there and answers nobody, as one whose machine hangs. */
const AWAYS = {
  'is gone': { leave: (redis: RedisServer) => redis.stop(), comeBack: (redis: RedisServer) => redis.start() },
  hangs: {
    leave: async (redis: RedisServer) => redis.freeze(),
    comeBack: async (redis: RedisServer) => redis.thaw(),
  },
} as const

async function goAway({ cluster }: Scene, how: keyof typeof AWAYS): Promise<void> {
  const redis = cluster.redis?.servers[0]
  if (redis === undefined) throw new Error('There is no Redis.')
  const nodes = cluster.nodes.map(({ address }) => address.http)
  await Promise.all(nodes.map((http) => untilStatus(`${http}/readyz`, 200)))
  await AWAYS[how].leave(redis)
  await Promise.all(nodes.map((http) => untilStatus(`${http}/readyz`, 503)))
  await sleep(AWAY)
  for (const http of nodes) expect(await statusOf(`${http}/healthz`)).toBe(200)
  await AWAYS[how].comeBack(redis)
  await Promise.all(nodes.map((http) => untilStatus(`${http}/readyz`, 200)))
}

const missing = redisProgram() === null
if (missing) process.stdout.write(`${REDIS_MISSING}\n`)

describe.skipIf(missing)('[guarantees 1-3] [RS12] [RS15] an outage of Redis', () => {
  it.each(['is gone', 'hangs'] as const)('that %s loses nothing and doubles nothing', async (how) => {
    const folder = temporaryFolder()
    const { faults, troubles } = await outcomeOf(folder, (scene) => goAway(scene, how))
    expect(describeFaults(faults)).toEqual([])
    const lines = logsIn(folder).flatMap(({ lines }) => lines())
    expect(refusalsOf(lines)).toEqual(['UNAVAILABLE'])
    // Each of the two nodes has said it once, and nothing of what else it explains.
    expect(troubles.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([AWAY_LINE, AWAY_LINE])
  })

  it('to which the connections are dead, and nobody has said so, is noticed', async () => {
    const { faults } = await outcomeOf(temporaryFolder(), async ({ cluster }) => {
      for (const proxy of cluster.redis?.proxies ?? []) proxy.mute()
      await sleep(AWAY)
    })
    expect(describeFaults(faults)).toEqual([])
  })
})

function outcomeOf(folder: string, act: (scene: Scene) => Promise<unknown>): Promise<Outcome> {
  const habits = { pause: 200, hop: null, move: null, away: null, refresh: 2 }
  const options = {
    seed: seedFor('outage'),
    nodes: 2,
    clients: 8,
    rooms: 2,
    folder,
    habits,
    whenOver: onTestFinished,
  }
  return play(options, act)
}

/** The codes by which messages were refused. */
function refusalsOf(lines: readonly LogLine[]): string[] {
  return [
    ...new Set(lines.flatMap((line) => (line.event === 'refused' && line.nonce !== null ? [line.code] : []))),
  ]
}
