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

describeInChromium('several nodes behind a load balancer', (open) => {
  test.skipIf(!hasNginx || redisProgram() === null)(
    'whoever was on one that is killed talks on, and nobody has left',
    { timeout: 120_000 },
    async () => {
      const redis = await startRedis()
      const args = ['--redis', redis.url, '--redis-prefix', freshPrefix(), '--limits', 'nobody']
      const nodes = [await startHost(...args), await startHost(...args)]
      const address = await startBalancer(nodes.map(({ port }) => port))
      const jimin = await arrive(await open({ expects: HOST_AWAY }), address, '지민')
      const of = await Promise.all(nodes.map(connectionsOn))
      const serving = nodes[of.indexOf(1)]
      if (serving === undefined) throw new Error(`Nobody serves: ${of.join(', ')}`)
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
})
