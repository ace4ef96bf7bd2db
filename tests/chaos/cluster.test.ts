// Chaos on a cluster, for the time that a test may take: nodes are killed, stopped and started, the ways to Redis cut, and Redis
// with them, while thirty people talk; and again where Redis is a Cluster, whose slots are moved besides. `npm run chaos` does the
// same for as long as one likes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ERRORS } from '../../protocol/errors.ts'
import { seedFor } from '../support/random.ts'
import { redisProgram, REDIS_MISSING } from '../support/redis/redis-program.ts'
import { reportOf, runChaos, type ChaosOutcome } from './cluster/chaos-run.ts'

/** Milliseconds for which things go wrong: on one server each kind of fault comes at least once. */
const LONG = { server: 42_000, cluster: 20_000 } as const

/** Faults of either hand: see `nemesis/plan.ts`. */
const OF_NODES = ['kill', 'restart', 'pause']

/** What a node says because Redis is away: that it is, and why it cannot start without. */
const BECAUSE_OF_REDIS = ['"msg":"Redis is away"', 'cannot be reached', ERRORS.UNAVAILABLE.message]

function isOfRedis(trouble: string): boolean {
  return BECAUSE_OF_REDIS.some((words) => trouble.includes(words))
}

/** That nothing was lost says nothing where nothing was said, or nobody was harmed. */
function expectHappened({ tally, harm }: ChaosOutcome, clients: number): void {
  for (const what of ['messages', 'receipts', 'entries', 'connections'])
    expect(tally[what], what).toBeGreaterThan(clients)
  const [ofNodes, ofRedis] = [true, false].map((wanted) =>
    Object.keys(harm).filter((kind) => OF_NODES.includes(kind) === wanted),
  )
  expect(ofNodes).not.toEqual([])
  expect(ofRedis).not.toEqual([])
}

const missing = redisProgram() === null
if (missing) process.stdout.write(`${REDIS_MISSING}\n`)

describe.skipIf(missing)('[guarantees 1-3, 6] chaos', () => {
  it.each([
    ['Redis', 'server'],
    ['a Redis Cluster', 'cluster'],
  ] as const)(
    'on three nodes on %s loses nothing, doubles nothing, and keeps one order',
    async (_, redisForm) => {
      const seed = seedFor(`chaos on a ${redisForm}`)
      const folder = mkdtempSync(join(tmpdir(), 'sarangbang-chaos-'))
      const size = { nodes: 3, clients: 30, rooms: 5 }
      const told: string[] = []
      const tell = (what: string): unknown => told.push(what)
      const options = {
        seed,
        redisForm,
        ...size,
        milliseconds: LONG[redisForm],
        folder,
        tell,
        whenOver: onTestFinished,
      }
      const outcome = await runChaos(options)
      const report = reportOf(options, outcome)
      process.stdout.write(`${report}\n`)
      expect(outcome.faults, [...told, report].join('\n')).toEqual([])
      expect(outcome.troubles.filter((trouble) => !isOfRedis(trouble))).toEqual([])
      expectHappened(outcome, size.clients)
      // On the Cluster there may be no time for one.
      if (redisForm === 'server') expect(outcome.harm.kill).toBeGreaterThan(0)
      rmSync(folder, { recursive: true, force: true })
    },
  )
})
