// Chaos on a cluster, for the time that a test may take: nodes are killed, stopped and started, the ways to Redis cut, and Redis
// with them, while thirty people talk; and again where Redis is a Cluster, whose slots are moved besides. `npm run chaos` does the
// same for as long as one likes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { seedFor } from '../support/random.ts'
import { redisProgram, REDIS_MISSING } from '../support/redis/redis-program.ts'
import { reportOf, runChaos } from './cluster/chaos-run.ts'

/** Milliseconds for which things go wrong: on one server each kind of fault comes at least once. */
const LONG = { server: 42_000, cluster: 20_000 } as const

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
      rmSync(folder, { recursive: true, force: true })
    },
  )
})
