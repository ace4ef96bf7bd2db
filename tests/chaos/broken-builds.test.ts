// The judge is not blind: a server of which one guarantee is broken is found out under the very faults that a whole one stands.
import { Redis } from 'ioredis'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { seedFor } from '../support/random.ts'
import { redisProgram, REDIS_MISSING } from '../support/redis/redis-program.ts'
import { IN_MEMORY } from '../support/redis/redis-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { requireOnce } from './cluster/broken/break-build.ts'
import { GAP_FILL, NEW_EPOCH, NONCE_CHECK } from './cluster/broken/breakages.ts'
import { describeFaults, type FaultKind } from './cluster/judge/fault.ts'
import { play, type Scene, type SceneOptions } from './cluster/scene.ts'

const missing = redisProgram() === null
if (missing) process.stdout.write(`${REDIS_MISSING}\n`)

/** How many connections to Redis are cut in the middle of an answer: of three, one is most often that to an append. */
const CUTS = 60
/** Milliseconds until they have been. */
const PATIENCE = 60_000
/** How often Redis loses what it has got since it was last saved. */
const LOSSES = 2
/** Milliseconds between two cuts; in which something is said that will be lost, and in which people may come back. */
const PEACE = { cuts: 100, unsaved: 700, after: 800 } as const

/** What a server is without one of its guarantees, by the file that breaks it; null: whole. */
type Build = 'no-gap-fill.ts' | 'no-nonce-check.ts' | 'no-new-epoch.ts' | null

/** The faults that are found in two nodes to which `act` is done while people talk. */
async function faultsOf(
  build: Build,
  act: (scene: Scene) => Promise<void>,
  more: Partial<SceneOptions> = {},
): Promise<{ kinds: FaultKind[]; says: string[] }> {
  const seed = seedFor(build ?? 'a whole build')
  const habits = { pause: 60, hop: null, move: null, away: null, refresh: null }
  const nodeOptions = build === null ? [] : ['--import', join(import.meta.dirname, 'cluster/broken', build)]
  const size = { nodes: 2, clients: 6, rooms: 1, ...(build === null ? {} : { patience: 10_000 }) }
  const whenOver = onTestFinished
  const options = { seed, ...size, folder: temporaryFolder(), habits, nodeOptions, whenOver, ...more }
  const { faults } = await play(options, act)
  const says = describeFaults(faults)
  if (build !== null) process.stdout.write(`${build}: ${says[0]}\n`)
  return { kinds: faults.map(({ kind }) => kind), says }
}

async function cut({ cluster }: Scene): Promise<void> {
  const ways = cluster.redis?.proxies ?? []
  const end = performance.now() + PATIENCE
  while (ways.reduce((sum, { halved }) => sum + halved, 0) < CUTS) {
    if (performance.now() > end) throw new Error('Nobody asks Redis for anything.')
    for (const way of ways) way.halve()
    await sleep(PEACE.cuts)
  }
}

/** Redis is saved and, a while after, killed: it comes back as it was when it was saved. */
async function lose({ cluster }: Scene): Promise<void> {
  const server = cluster.redis?.servers[0]
  if (server === undefined) throw new Error('There is no Redis.')
  for (let count = 0; count < LOSSES; count += 1) {
    const redis = new Redis(server.port, '127.0.0.1')
    await redis.save()
    redis.disconnect()
    await sleep(PEACE.unsaved)
    await server.kill()
    await server.start()
    await sleep(PEACE.after)
  }
}

/** A Redis that keeps what it had when it was last saved. */
const FORGETFUL = { redisOptions: IN_MEMORY, mayLose: true }

describe.skipIf(missing)('under connections to Redis that are cut', () => {
  it('a whole server loses and doubles nothing', async () => {
    expect((await faultsOf(null, cut)).says).toEqual([])
  })

  it('one that does not fill gaps is caught', async () => {
    expect((await faultsOf('no-gap-fill.ts', cut)).kinds).toContain('hole')
  })

  it('one that does not look at nonces is caught', async () => {
    expect((await faultsOf('no-nonce-check.ts', cut)).kinds).toContain('doubled')
  })
})

describe.skipIf(missing)('on a Redis that comes back without some of what it had', () => {
  it('a whole server leaves nobody with what is gone, and gives no seq of an epoch two meanings', async () => {
    expect((await faultsOf(null, lose, FORGETFUL)).says).toEqual([])
  })

  it('one that begins no new epoch is caught', async () => {
    expect((await faultsOf('no-new-epoch.ts', lose, FORGETFUL)).kinds).toContain('two meanings')
  })
})

it('what is broken on purpose is there to be broken, and where it is not, nothing runs', () => {
  for (const breakage of [GAP_FILL, NEW_EPOCH, NONCE_CHECK]) requireOnce(breakage)
  expect(() => requireOnce({ ...NONCE_CHECK, text: 'what is not there' })).toThrow('0 times')
})
