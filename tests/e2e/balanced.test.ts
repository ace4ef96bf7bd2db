// People on several nodes behind one address: where the node dies that serves somebody, they talk on by another one.
import { expect, test } from 'vitest'
import { startHost, type HostProcess } from '../support/host-process.ts'
import { hasNginx, NGINX_MISSING, startBalancer } from '../support/nginx.ts'
import { freshPrefix } from '../support/redis/redis-kinds.ts'
import { redisProgram } from '../support/redis/redis-program.ts'
import { startRedis } from '../support/redis/redis-server.ts'
import { HOST_AWAY } from './support/faults.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium } from './support/windows.ts'

if (!hasNginx && process.env['CI'] === 'true') throw new Error(NGINX_MISSING)
if (!hasNginx) process.stdout.write(NGINX_MISSING)

async function connectionsOn({ http }: HostProcess): Promise<number> {
  const figures = await (await fetch(`${http}/metrics`)).text()
  return Number(/^sarangbang_connections (\d+)$/m.exec(figures)?.[1])
}

/** Two nodes on a Redis of their own, and the balancer's address. */
async function balanced(...options: string[]) {
  const redis = await startRedis()
  const args = ['--redis', redis.url, '--redis-prefix', freshPrefix(), '--proxies', '127.0.0.1', ...options]
  const nodes = [await startHost(...args), await startHost(...args)]
  return { nodes, address: await startBalancer(nodes.map(({ port }) => port)) }
}

/** The node that has the only connection. */
async function servingOne(nodes: readonly HostProcess[]): Promise<HostProcess> {
  const counts = await Promise.all(nodes.map(connectionsOn))
  return nodes[counts.indexOf(1)] ?? expect.fail(`Nobody serves: ${counts.join(', ')}`)
}

describeInChromium('several nodes behind a load balancer', (open) => {
  test.skipIf(!hasNginx || redisProgram() === null)(
    'whoever was on one that is killed talks on, and nobody has left',
    { timeout: 120_000 },
    async () => {
      const { address, nodes } = await balanced()
      const jimin = await arrive(await open({ expects: HOST_AWAY }), address, '지민')
      const serving = await servingOne(nodes)
      await jimin.makeRoom('두 마디')
      await jimin.say('하나')
      const suho = await arrive(await open({ expects: HOST_AWAY }), address, '수호')
      await suho.enterRoom('두 마디')
      await suho.message('하나').waitFor()

      await serving.kill()
      await jimin.link('waiting')
      await jimin.say('둘')
      await suho.message('둘').waitFor()
      await jimin.online()
      await suho.say('셋')
      await jimin.message('셋').waitFor()
      for (const one of [jimin, suho]) expect(await one.texts()).toEqual(['하나', '둘', '셋'])
      // The two who came in, and nobody went.
      expect(await suho.notices.count()).toBe(2)
    },
  )

  test.skipIf(!hasNginx || redisProgram() === null)(
    'whoever is on one that drains is sent to the other, who comes meanwhile gets there too, and nobody has left',
    { timeout: 120_000 },
    async () => {
      const { address, nodes } = await balanced('--drain', '6')
      const jimin = await arrive(await open({ expects: HOST_AWAY }), address, '지민')
      const serving = await servingOne(nodes)
      await jimin.makeRoom('두 마디')
      const stopped = serving.stop()
      await jimin.link('waiting')
      await jimin.say('하나')
      const suho = await arrive(await open({ expects: HOST_AWAY }), address, '수호')
      await suho.enterRoom('두 마디')
      await suho.message('하나').waitFor()
      await jimin.online()
      await suho.say('둘')
      await jimin.message('둘').waitFor()
      expect(await stopped).toBe(0)
      expect(await suho.notices.count()).toBe(2)
    },
  )
})
