// The same asked of many keys at once: in the order of the questions, wherever the keys are, also where they have just moved.
import type { Cluster } from 'ioredis'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answersTo } from '../../../../server/store/redis/many-questions.ts'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { slotOf } from '../../../../server/store/redis/slot.ts'
import { span } from '../../../contracts/samples.ts'
import { freshPrefix, openLink, withRedis, type OpenLink } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { RedisCluster } from '../../../support/redis/redis-cluster.ts'
import { startRedis } from '../../../support/redis/redis-server.ts'

/** A link on which so many keys have their numbers. */
async function numbered(open: OpenLink, count: number): Promise<{ link: RedisLink; keys: string[] }> {
  const link = await open(freshPrefix())
  onTestFinished(() => link.close())
  const keys = span(1, count).map((nth) => link.keys.topic(`topic ${nth}`))
  await Promise.all(keys.map((key, nth) => link.commands.set(key, nth + 1)))
  return { link, keys }
}

const asking = (keys: readonly string[]) => keys.map((key) => ['get', key] as const)

withRedis((kind, open) => {
  describe(`many questions to ${kind}`, () => {
    it('are answered in their order', async () => {
      const { link, keys } = await numbered(open, 1_300)
      const answers = await answersTo(link, asking([...keys, link.keys.topic('none'), keys[0] ?? '']))
      expect(answers).toEqual([...span(1, 1_300).map(String), null, '1'])
      expect(await answersTo(link, [])).toEqual([])
    })

    it('are refused together where one cannot be answered', async () => {
      const { link, keys } = await numbered(open, 5)
      const wrong = ['hget', keys[3] ?? '', 'field'] as const
      await expect(answersTo(link, [...asking(keys), wrong])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    })
  })
})

describe.skipIf(redisProgram() === null)('many questions', { timeout: 60_000 }, () => {
  it('are an outage where Redis has gone', async () => {
    const server = await startRedis()
    const { link, keys } = await numbered((prefix) => openLink(server.url, prefix), 3)
    await server.kill()
    await expect(answersTo(link, asking(keys))).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('are answered too where some keys have moved to another server of a Cluster', async () => {
    const cluster = await RedisCluster.start()
    onTestFinished(() => cluster.dispose())
    const { link, keys } = await numbered((prefix) => openLink(cluster.url, prefix), 60)
    const commands = link.commands as Cluster
    const [from, to] = commands.nodes('master')
    const ownedBy = (slot: number): string => commands.slots[slot]?.[0] ?? ''
    const moving = keys
      .filter((key) => ownedBy(slotOf(key)) === `127.0.0.1:${from?.options.port}`)
      .slice(0, 3)
    expect(moving).toHaveLength(3)
    for (const key of moving) {
      const [source, target] = await Promise.all([from?.cluster('MYID'), to?.cluster('MYID')])
      await to?.cluster('SETSLOT', slotOf(key), 'IMPORTING', String(source))
      await from?.cluster('SETSLOT', slotOf(key), 'MIGRATING', String(target))
      await from?.migrate('127.0.0.1', to?.options.port ?? 0, key, 0, 5_000)
      for (const node of [to, from]) await node?.cluster('SETSLOT', slotOf(key), 'NODE', String(target))
    }
    expect(await answersTo(link, asking(keys))).toEqual(span(1, 60).map(String))
  })
})
