// A rolling restart: one node after the other is asked to stop, and is started again, while people talk. Nobody loses anything,
// nothing is said twice, and nobody is said to have come or gone.
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { seedFor } from '../support/random.ts'
import { redisProgram, REDIS_MISSING } from '../support/redis/redis-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeFaults } from './cluster/judge/fault.ts'
import { play, type Scene } from './cluster/scene.ts'

const CLIENTS = 12
/** Milliseconds between two restarts. */
const PEACE = 500
/** Nobody goes out of a room, and nobody leaves a node but when it stops. */
const HABITS = { pause: 100, hop: null, move: null, away: null, refresh: null }

async function restartAll({ cluster }: Scene): Promise<void> {
  for (const node of cluster.nodes) {
    await sleep(PEACE)
    await node.stop()
    await node.start()
  }
  await sleep(PEACE)
}

async function rollOver(nodes: number | null): Promise<void> {
  const seed = seedFor('rolling restart')
  const folder = temporaryFolder()
  const options = {
    seed,
    nodes,
    clients: CLIENTS,
    rooms: 2,
    folder,
    habits: HABITS,
    whenOver: onTestFinished,
  }
  const { faults, tally, troubles } = await play(options, restartAll)
  expect(describeFaults(faults)).toEqual([])
  expect(troubles).toEqual([])
  // The judge knows that each is there who asked to be, once; here that is all that there is.
  expect(tally['notices']).toBe(tally['memberships'])
  expect(tally['connections']).toBeGreaterThan(CLIENTS)
}

const missing = redisProgram() === null
if (missing) process.stdout.write(`${REDIS_MISSING}\n`)

describe('[guarantees 1-3, 6] a rolling restart', () => {
  it('of the one node in SQLite', () => rollOver(null))
  it.skipIf(missing)('of three nodes on Redis', () => rollOver(3))
})
