// A link to a real Redis: scripts, channels, and what happens when the server goes away and comes back.
import { inspect } from 'node:util'
import { Cluster } from 'ioredis'
import { expect, it, onTestFinished, vi } from 'vitest'
import { describe } from 'vitest'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { slotOf } from '../../../../server/store/redis/slot.ts'
import { freePorts } from '../../../support/free-ports.ts'
import { Random } from '../../../support/random.ts'
import { freshPrefix, openLink, withRedis, type OpenLink } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { shardOf, startRedisCluster } from '../../../support/redis/redis-cluster.ts'
import { RedisProxy } from '../../../support/redis/redis-proxy.ts'
import { startRedis } from '../../../support/redis/redis-server.ts'

async function linked(open: OpenLink, prefix = freshPrefix()): Promise<RedisLink> {
  const link = await open(prefix)
  onTestFinished(() => link.close())
  return link
}

/** What is heard on a channel, and how often something may have been missed. */
async function listening(link: RedisLink, channel: string) {
  const heard: string[] = []
  const missed = vi.fn()
  const unfollow = await link.channels.follow(channel, {
    hear: (message) => heard.push(message.toString()),
    missed,
  })
  return { heard, missed, unfollow }
}

withRedis((kind, open) => {
  describe(`a link to ${kind}`, () => {
    it('runs scripts, on the keys of one slot', async () => {
      const link = await linked(open)
      const set = link.script(
        'setBoth',
        `redis.call('SET', KEYS[1], ARGV[1]) redis.call('SET', KEYS[2], ARGV[2]) return ARGV[2]`,
      )
      const keys = ['a', 'b'].map((part) => link.keys.host('test', part))
      expect(await set(keys, ['1', '둘'])).toBe('둘')
      expect(await link.commands.get(keys[1] ?? '')).toBe('둘')
    })

    it('runs scripts of many slots in one turn, the first time too', async () => {
      const link = await linked(open)
      const keys = Array.from({ length: 50 }, (_, nth) => link.keys.topic(`topic ${nth}`))
      const set = link.script('setOne', `redis.call('SET', KEYS[1], ARGV[1]) return ARGV[1]`)
      const append = link.script('appendOne', `return redis.call('APPEND', KEYS[1], ARGV[1])`)
      const written = keys.map((key, nth) => set([key], [nth]))
      const lengths = keys.map((key) => append([key], ['!']))
      expect(await Promise.all(written)).toEqual(keys.map((_, nth) => String(nth)))
      expect(await Promise.all(lengths)).toEqual(keys.map((_, nth) => String(nth).length + 1))
    })

    it('runs scripts that the servers have forgotten, however often in one turn', async () => {
      const link = await linked(open)
      const keys = Array.from({ length: 20 }, (_, nth) => link.keys.topic(`topic ${nth}`))
      const count = link.script('countOne', `return redis.call('INCR', KEYS[1])`)
      const countAll = (): Promise<unknown[]> =>
        Promise.all([...keys, ...keys, ...keys].map((key) => count([key], [])))
      await countAll()
      const { commands } = link
      const servers = commands instanceof Cluster ? commands.nodes('master') : [commands]
      for (const server of servers) await server.script('FLUSH')
      const counted = (await countAll()).map(Number).toSorted((one, other) => one - other)
      expect(counted).toEqual([4, 5, 6].flatMap((each) => keys.map(() => each)))
    })

    it('tells a mistake from an outage', async () => {
      const link = await linked(open)
      const complain = link.script('complain', `return redis.error_reply('MISTAKE no such room')`)
      await expect(complain([link.keys.host('test', 'a')], [])).rejects.toThrow('MISTAKE no such room')
      const fail = link.script('fail', `return redis.call('HSET', KEYS[1])`)
      await expect(fail([link.keys.host('test', 'a')], [])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    })

    it('[RS11] tells nothing of what was asked where it fails', async () => {
      const link = await linked(open)
      const words = [
        ['fail', `return redis.call('HSET', KEYS[1])`],
        ['complain', `return redis.error_reply('MISTAKE it is wrong')`],
      ]
      for (const [name = '', lua = ''] of words) {
        const failed: unknown = await link
          .script(name, lua)([link.keys.host('test', 'a')], ['hunter2'])
          .catch((error: unknown) => error)
        expect(failed).toBeInstanceOf(Error)
        expect(inspect(failed, { depth: 9 })).not.toContain('hunter2')
      }
    })

    it('carries messages from node to node, in order, to each follower of the channel and of no other', async () => {
      const prefix = freshPrefix()
      const [one, other] = [await linked(open, prefix), await linked(open, prefix)]
      const channels = ['a', 'b', 'c'].map((name) => one.keys.topic(name))
      const ears = await Promise.all(channels.map((channel) => listening(other, channel)))
      for (let count = 0; count < 100; count += 1)
        for (const channel of channels) one.channels.publish(channel, `${channel} ${count}`)
      for (const [index, ear] of ears.entries()) {
        await vi.waitFor(() => expect(ear.heard).toHaveLength(100), { timeout: 20_000 })
        expect(ear.heard).toEqual(Array.from({ length: 100 }, (_, count) => `${channels[index]} ${count}`))
      }
    })

    it('follows anew after the last has left', async () => {
      const link = await linked(open)
      const channel = link.keys.topic('a')
      const before = await listening(link, channel)
      before.unfollow()
      const after = await listening(link, channel)
      link.channels.publish(channel, '1')
      await vi.waitFor(() => expect(after.heard).toEqual(['1']), { timeout: 20_000 })
      expect(before.heard).toEqual([])
    })
  })
})

describe.skipIf(redisProgram() === null)('a Redis that goes away', () => {
  it('refuses meanwhile, and when it is back followers know that they may have missed something', async () => {
    const server = await startRedis()
    const link = await linked((prefix) => openLink(server.url, prefix))
    const channel = link.keys.topic('a')
    const { heard, missed } = await listening(link, channel)
    const ping = link.script('ping', `return 1`)
    await server.kill()
    await expect(ping([channel], [])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await vi.waitFor(() => expect(link.up).toBe(false), { timeout: 20_000 })
    await server.start()
    await vi.waitFor(() => expect(missed).toHaveBeenCalledOnce(), { timeout: 10_000 })
    // The connection for commands comes back by itself.
    await vi.waitFor(() => link.channels.send(channel, 'again'), { timeout: 10_000 })
    await vi.waitFor(() => expect(heard).toEqual(['again']), { timeout: 20_000 })
    expect(await ping([channel], [])).toBe(1)
  })

  it(
    'is noticed also where it is one of a Cluster, while the others stand',
    { timeout: 60_000 },
    async () => {
      const cluster = await startRedisCluster()
      const link = await linked((prefix) => openLink(cluster.url, prefix))
      const names = Array.from({ length: 9 }, (_, nth) => link.keys.topic(`topic ${nth}`))
      const ears = await Promise.all(names.map((name) => listening(link, name)))
      await cluster.nodes[1]?.kill()
      await cluster.nodes[1]?.start()
      const [there, elsewhere] = [true, false].map((isThere) =>
        ears.filter((_, nth) => (shardOf(slotOf(names[nth] ?? '')) === 1) === isThere),
      )
      expect([there?.length, elsewhere?.length]).not.toContain(0)
      for (const { missed } of there ?? [])
        await vi.waitFor(() => expect(missed).toHaveBeenCalled(), { timeout: 30_000, interval: 100 })
      for (const [index, { heard }] of ears.entries())
        await vi.waitFor(
          async () => {
            await link.channels.send(names[index] ?? '', 'again')
            expect(heard).toContain('again')
          },
          { timeout: 30_000, interval: 100 },
        )
      for (const { missed } of elsewhere ?? []) expect(missed).not.toHaveBeenCalled()
    },
  )

  it(
    'is found again where it is one of a Cluster, however much is asked at once',
    { timeout: 60_000 },
    async () => {
      const cluster = await startRedisCluster()
      const link = await linked((prefix) => openLink(cluster.url, prefix))
      const echo = link.script('echo', `return redis.call('INCR', KEYS[1])`)
      const keys = Array.from({ length: 30 }, (_, nth) => link.keys.topic(`topic ${nth}`))
      const askAll = () => Promise.all(keys.map((key) => echo([key], [])))
      await askAll()
      await cluster.nodes[1]?.kill()
      await expect(askAll()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      await cluster.nodes[1]?.start()
      await vi.waitFor(askAll, { timeout: 30_000, interval: 100 })
    },
  )

  it(
    '[RS12] is an outage also where it answers nobody, and is seen to be one',
    { timeout: 60_000 },
    async () => {
      const server = await startRedis()
      const link = await linked((prefix) => openLink(server.url, prefix))
      const ping = link.script('ping', `return 1`)
      await ping(['a'], [])
      server.freeze()
      await expect(ping(['a'], [])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      await vi.waitFor(() => expect(link.up).toBe(false), { timeout: 30_000 })
      server.thaw()
      await vi.waitFor(() => expect(link.up).toBe(true), { timeout: 30_000 })
    },
  )

  it(
    '[RS12] is looked for anew where connections are dead, and nobody has said so',
    { timeout: 60_000 },
    async () => {
      const server = await startRedis()
      const way = await startProxy(server.port)
      const link = await linked((prefix) => openLink(`redis://127.0.0.1:${way.port}`, prefix))
      const channel = link.keys.topic('a')
      const { heard, missed } = await listening(link, channel)
      way.mute()
      // It only listens: nothing was asked on that connection.
      await vi.waitFor(() => expect(missed).toHaveBeenCalledOnce(), { timeout: 30_000 })
      await vi.waitFor(() => link.channels.send(channel, 'again'), { timeout: 30_000 })
      await vi.waitFor(() => expect(heard).toEqual(['again']), { timeout: 10_000 })
    },
  )

  it(
    '[RS13] is found where its name leads to, when all servers of a Cluster are elsewhere',
    { timeout: 60_000 },
    async () => {
      const [before, after] = [await startRedisCluster(), await startRedisCluster()]
      const [name = 0] = await freePorts(1)
      const way = await startProxy(before.nodes[0]?.port ?? 0, name)
      const link = await linked((prefix) => openLink(`redis+cluster://127.0.0.1:${name}`, prefix))
      const channel = link.keys.topic('a')
      const { heard, missed } = await listening(link, channel)
      await way.close()
      await before.dispose()
      await startProxy(after.nodes[0]?.port ?? 0, name)
      await vi.waitFor(() => expect(missed).toHaveBeenCalled(), { timeout: 40_000 })
      await vi.waitFor(() => link.channels.send(channel, 'again'), { timeout: 30_000 })
      await vi.waitFor(() => expect(heard).toEqual(['again']), { timeout: 10_000 })
      expect(link.up).toBe(true)
    },
  )

  it('[RS12] is looked for anew in a Cluster too, server by server', { timeout: 60_000 }, async () => {
    const cluster = await startRedisCluster({ proxied: true })
    const link = await linked((prefix) => openLink(cluster.url, prefix))
    const names = Array.from({ length: 9 }, (_, nth) => link.keys.topic(`topic ${nth}`))
    const ears = await Promise.all(names.map((name) => listening(link, name)))
    for (const proxy of cluster.proxies) proxy.mute()
    for (const { missed } of ears)
      await vi.waitFor(() => expect(missed).toHaveBeenCalled(), { timeout: 15_000 })
    for (const name of names) await vi.waitFor(() => link.channels.send(name, 'again'), { timeout: 30_000 })
    for (const { heard } of ears)
      await vi.waitFor(() => expect(heard).toEqual(['again']), { timeout: 10_000 })
  })
})

/** `at`: its port; any, where nothing is said. */
async function startProxy(redis: number, at?: number): Promise<RedisProxy> {
  const [free = 0] = await freePorts(1)
  const proxy = new RedisProxy(at ?? free, redis, new Random(1))
  onTestFinished(() => proxy.close())
  await proxy.start()
  return proxy
}
