// A Redis that comes back without some of what it had: nobody is given another entry under a seq and epoch that they know, and
// whoever follows hears that something may be missing.
import { Redis } from 'ioredis'
import { describe, expect, it, vi } from 'vitest'
import { linkedLog } from '../../../contracts/redis-logs.ts'
import { room, seq, talk } from '../../../contracts/samples.ts'
import { startRedisCluster } from '../../../support/redis/redis-cluster.ts'
import { freshPrefix, openLink } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { startSentinels } from '../../../support/redis/redis-sentinels.ts'
import { ON_DISK, READY_FOR_REPLICAS, startRedis } from '../../../support/redis/redis-server.ts'
import { allHeard, PATIENCE, twoNodes } from './node-with-story.ts'

const ALL = { after: seq(0), limit: 100 }

const NAMES = ['n1', 'n2', 'n3', 'n4', 'n5']

describe.skipIf(redisProgram() === null)('a Redis that comes back', { timeout: 60_000 }, () => {
  it('[RD7] without anything begins at 1, in a new epoch, and everybody hears of it', async () => {
    const server = await startRedis()
    const nodes = await twoNodes(server.url)
    const [before] = await nodes[0].say(...NAMES)
    await allHeard(nodes, 5)
    await server.kill()
    await expect(nodes[0].say('n6')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await server.start()
    const entry = await nodes[0].insist('n6')
    expect([entry.seq, entry.epoch === before?.epoch]).toEqual([1, false])
    for (const node of nodes) await node.hasHeard(5, 1)
    expect(await nodes[1].log.read(room('a'), ALL)).toEqual([entry])
    expect(await nodes[1].log.rooms(null, 9)).toEqual(['a'])
  })

  it('[RD7] with everything goes on counting, in a new epoch, and knows the nonces', async () => {
    const server = await startRedis(ON_DISK)
    const nodes = await twoNodes(server.url)
    const [before] = await nodes[0].say(...NAMES)
    await allHeard(nodes, 5)
    await server.kill()
    await server.start()
    expect(await nodes[1].insist('n5')).toMatchObject({ seq: 5 })
    const [entry] = await nodes[1].say('n6')
    expect([entry?.seq, entry?.epoch === before?.epoch]).toEqual([6, false])
    for (const node of nodes) await node.hasHeard(5, 6)
    expect(await nodes[0].log.read(room('a'), ALL)).toHaveLength(6)
  })

  it('[RD7] without its newest entries gives their seqs to others, in another epoch', async () => {
    const server = await startRedis()
    const nodes = await twoNodes(server.url)
    await nodes[0].say(...NAMES)
    const redis = new Redis(server.port, '127.0.0.1')
    await redis.save()
    redis.disconnect()
    const [lost] = await nodes[1].say('n6', 'n7', 'n8')
    await allHeard(nodes, 8)
    await server.kill()
    await server.start()
    const again = await nodes[1].insist('n9')
    expect([lost?.seq, again.seq]).toEqual([6, 6])
    expect(again.epoch).not.toBe(lost?.epoch)
    for (const node of nodes) await node.hasHeard(8, 6)
    const texts = (await nodes[0].log.read(room('a'), ALL)).map(({ nonce }) => nonce)
    expect(texts).toEqual([...NAMES, 'n9'])
    // What was lost is no repeat: it is kept when it is said again.
    expect((await nodes[0].say('n6'))[0]).toMatchObject({ seq: 7 })
  })

  it('[RD7] tells whoever asks for the head of a log, and whoever says nothing else', async () => {
    const server = await startRedis(ON_DISK)
    const prefix = freshPrefix()
    const { log } = await linkedLog((each) => openLink(server.url, each), prefix)
    await log.append(room('a'), talk('n1'))
    const before = await log.head(room('a'))
    await server.kill()
    await server.start()
    const after = await vi.waitFor(() => log.head(room('a')), PATIENCE)
    expect(after).toMatchObject({ first: 1, last: 1 })
    expect(after.epoch).not.toBe(before.epoch)
    expect(await log.head(room('a'))).toEqual(after)
    expect((await log.read(room('a'), ALL))[0]?.epoch).toBe(after.epoch)
  })

  it('[RD7] tells whoever asks for the heads of many logs', async () => {
    const server = await startRedis(ON_DISK)
    const prefix = freshPrefix()
    const { log } = await linkedLog((each) => openLink(server.url, each), prefix)
    const ids = ['a', 'b', 'c'].map(room)
    for (const id of ids) await log.append(id, talk('n1'))
    const before = await log.heads(ids)
    await server.kill()
    await server.start()
    // Written since: this one has its new epoch already.
    const { entry } = await vi.waitFor(() => log.append(room('b'), talk('n2')), PATIENCE)
    const after = await log.heads(ids)
    expect(after.map(({ first, last }) => [first, last])).toEqual([
      [1, 1],
      [1, 2],
      [1, 1],
    ])
    for (const [nth, { epoch }] of after.entries()) expect(epoch).not.toBe(before[nth]?.epoch)
    expect(after[1]?.epoch).toBe(entry.epoch)
    expect(await Promise.all(ids.map((id) => log.head(id)))).toEqual(after)
  })

  it('[RD7] is noticed also where no connection breaks and it is the same process', async () => {
    const [server, empty] = [await startRedis(), await startRedis(READY_FOR_REPLICAS)]
    const [node] = await twoNodes(server.url)
    const [before] = await node.say(...NAMES)
    const redis = new Redis(server.port, '127.0.0.1')
    await redis.replicaof('127.0.0.1', empty.port)
    await vi.waitFor(
      async () => expect(await redis.info('replication')).toMatch('master_link_status:up'),
      PATIENCE,
    )
    await expect(node.say('n6')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await redis.replicaof('NO', 'ONE')
    redis.disconnect()
    const entry = await node.insist('n6')
    expect([entry.seq, entry.epoch === before?.epoch]).toEqual([1, false])
    await node.hasHeard(5, 1)
  })
})

describe.skipIf(redisProgram() === null)('a master that is lost', () => {
  it(
    '[RD7] with what its replica had not got gives no seq twice in one epoch',
    { timeout: 60_000 },
    async () => {
      const { master, replica, url, cutOff } = await startSentinels()
      const nodes = await twoNodes(url)
      await nodes[0].say(...NAMES)
      const redis = new Redis(master.port, '127.0.0.1')
      await redis.set('mark', 1)
      expect(await redis.wait(1, 5_000)).toBe(1)
      redis.disconnect()
      await cutOff()
      const [lost] = await nodes[1].say('n6', 'n7')
      await allHeard(nodes, 7)
      await master.kill()
      replica.thaw()
      const entry = await nodes[0].insist('n8')
      expect([lost?.seq, entry.seq]).toEqual([6, 6])
      expect(entry.epoch).not.toBe(lost?.epoch)
      for (const node of nodes) await node.hasHeard(7, 6)
    },
  )

  it('[RD7] in a Cluster is noticed by its rooms, and by no others', { timeout: 60_000 }, async () => {
    const cluster = await startRedisCluster()
    const prefix = freshPrefix()
    const { link, log } = await linkedLog((each) => openLink(cluster.url, each), prefix)
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    for (const id of ids) await log.append(room(id), talk('n1'))
    const before = await Promise.all(ids.map((id) => log.head(room(id))))
    const [lost] = cluster.nodes
    await lost?.kill()
    await lost?.start()
    await vi.waitFor(() => Promise.all(ids.map((id) => log.append(room(id), talk('n2')))), PATIENCE)
    const after = await log.heads(ids.map(room))
    expect(after).toEqual(await Promise.all(ids.map((id) => log.head(room(id)))))
    const renewed = after.filter(({ epoch }, nth) => epoch !== before[nth]?.epoch)
    expect(renewed.map(({ last }) => last)).toEqual(renewed.map(() => 1))
    expect(renewed.length).toBeGreaterThan(0)
    expect(after.filter(({ last }) => last === 2)).toHaveLength(ids.length - renewed.length)
    expect(await log.rooms(null, 99)).toEqual(ids)
    await vi.waitFor(() => expect(link.up).toBe(true), PATIENCE)
  })
})
