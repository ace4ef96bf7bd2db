// One run of the chaos: everything goes wrong for a while, by a seed; and what is said of it.
import { setTimeout as sleep } from 'node:timers/promises'
import type { RedisForm } from './chaos-redis.ts'
import { describeFaults } from './judge/fault.ts'
import { Nemesis, type Harm } from './nemesis/nemesis.ts'
import { nodeFaults, redisFaults } from './nemesis/plan.ts'
import { play, type Outcome } from './scene.ts'

export interface ChaosOptions {
  seed: number
  /** For how long things go wrong. */
  milliseconds: number
  /** How many nodes on a Redis of their own; null: one node, in SQLite. */
  nodes: number | null
  /** What that Redis is; one server, where nothing is said. */
  redisForm?: RedisForm
  clients: number
  rooms: number
  /** Options of Node before the server: what breaks a build on purpose. */
  nodeOptions?: readonly string[]
  /** Where the clients' logs are written; is made. */
  folder: string
  /** See `SceneOptions`. */
  whenOver?: (end: () => Promise<void>) => void
  /** Hears what is done, as it is done. */
  tell: (what: string) => void
}

export interface ChaosOutcome extends Outcome {
  /** What was made to go wrong, and how often. */
  harm: Harm
}

/** Things that a client does: often enough that something is always under way, seldom enough that a small machine can do it. */
const HABITS = { pause: 250, hop: 25, move: 30, away: 80, refresh: 6 } as const

export async function runChaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const { seed, milliseconds, tell } = options
  let harm: Harm = {}
  const outcome = await play({ ...options, habits: HABITS }, async ({ cluster }) => {
    const nemesis = new Nemesis(cluster, tell)
    const ways = cluster.redis?.proxies.length ?? 1
    nemesis.start(nodeFaults(seed, cluster.nodes.length), redisFaults(seed, ways, cluster.redis?.form))
    await sleep(milliseconds)
    await nemesis.stop()
    harm = nemesis.harm
  })
  return { ...outcome, harm }
}

/** The outcome in words; how to see it again where something was wrong. */
export function reportOf(options: ChaosOptions, { faults, tally, harm, troubles }: ChaosOutcome): string {
  const { seed, milliseconds, nodes, redisForm = 'server', clients, rooms, folder } = options
  const redis = { server: 'Redis', cluster: 'a Redis Cluster' }[redisForm]
  const where = nodes === null ? 'one node in SQLite' : `${nodes} nodes on ${redis}`
  const minutes = Number((milliseconds / 60_000).toFixed(2))
  const counted = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')
  const lines = [
    `chaos: ${where}, ${clients} clients in ${rooms} rooms, ${minutes} minutes with the seed ${seed}`,
    `done to them: ${counted(harm)}`,
    counted(tally),
  ]
  if (faults.length === 0) return [...lines, 'nothing was lost, doubled or out of order'].join('\n')
  const form = redisForm === 'cluster' ? '--cluster ' : ''
  const store = nodes === null ? '--sqlite' : `${form}--nodes ${nodes}`
  return [
    ...lines,
    ...describeFaults(faults).map((fault) => `- ${fault}`),
    ...troubles.slice(0, 20).map((trouble) => `reported: ${trouble}`),
    `The clients' logs: ${folder}`,
    `Again: npm run chaos -- ${store} --clients ${clients} --rooms ${rooms} --minutes ${minutes} --seed ${seed}`,
  ].join('\n')
}
