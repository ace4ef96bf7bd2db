// What a scene starts is gone when its test is over, also when that did not wait for it.
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { redisProgram, REDIS_MISSING } from '../../support/redis/redis-program.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { play, type Scene } from './scene.ts'

const missing = redisProgram() === null
if (missing) process.stdout.write(`${REDIS_MISSING}\n`)

describe.skipIf(missing)('a scene', () => {
  it('whose test has run out of time leaves nothing behind, and starts nothing more', async () => {
    const habits = { pause: 200, hop: null, move: null, away: null, refresh: null }
    const size = { seed: 1, nodes: 1, clients: 2, rooms: 1 }
    const [acting, over] = [Promise.withResolvers<Scene>(), Promise.withResolvers<() => Promise<void>>()]
    const options = { ...size, folder: temporaryFolder(), habits, whenOver: over.resolve }
    const played = play(options, async (scene) => {
      acting.resolve(scene)
      await ended.promise
      await scene.cluster.nodes[0]?.start()
    })
    const ended = Promise.withResolvers<void>()
    onTestFinished(() => played.catch(() => {}).then(() => {}))
    const { cluster } = await acting.promise
    const end = await over.promise
    await end()
    ended.resolve()
    await expect(played).rejects.toThrow('has been disposed of')
    const ports = [...cluster.nodes.map(({ address }) => Number(new URL(address.http).port))]
    for (const port of [...ports, ...(cluster.redis?.servers ?? []).map((server) => server.port)])
      await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED')
    await expect(cluster.redis?.servers[0]?.start()).rejects.toThrow('has been disposed of')
  })
})
