// What a node counts of a real Redis: it goes away and comes back, is slow, and does not say everything.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { linkedLog } from '../../../contracts/redis-logs.ts'
import { follow, room, talk } from '../../../contracts/samples.ts'
import { freePorts } from '../../../support/free-ports.ts'
import { Random } from '../../../support/random.ts'
import { RedisCluster } from '../../../support/redis/redis-cluster.ts'
import { freshPrefix, openLink } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { RedisProxy } from '../../../support/redis/redis-proxy.ts'
import { startRedis, type RedisServer } from '../../../support/redis/redis-server.ts'

const PATIENCE = { timeout: 30_000, interval: 20 }

async function wayTo(server: RedisServer): Promise<RedisProxy> {
  const [port = 0] = await freePorts(1)
  const way = new RedisProxy(port, server.port, new Random(1))
  onTestFinished(() => way.close())
  await way.start()
  return way
}

describe.skipIf(redisProgram() === null)('what a node counts', { timeout: 60_000 }, () => {
  it('of an outage is its length, what was refused, and the connections that came back', async () => {
    const way = await wayTo(await startRedis())
    const link = await openLink(`redis://127.0.0.1:${way.port}`, freshPrefix())
    onTestFinished(() => link.close())
    const ping = link.script('ping', 'return 1')
    await ping(['a'], [])
    const { figures } = link
    const counts = () => [link.up, figures.outages, figures.reconnections]
    expect(counts()).toEqual([true, 0, 0])
    expect([figures.failures, figures.outageTime]).toEqual([0, 0])
    way.refuse()
    await vi.waitFor(() => expect(counts()).toEqual([false, 1, 0]), PATIENCE)
    await expect(ping(['a'], [])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    const soFar = figures.outageTime
    await vi.waitFor(() => expect(figures.outageTime).toBeGreaterThan(soFar), PATIENCE)
    way.heal()
    await vi.waitFor(() => expect(counts()).toEqual([true, 1, 2]), PATIENCE)
    expect(figures.failures).toBe(1)
    const length = figures.outageTime
    await ping(['a'], [])
    expect(figures.outageTime).toBe(length)
  })

  it('of a Cluster is also that one of its servers came back', async () => {
    const cluster = await RedisCluster.start()
    onTestFinished(() => cluster.dispose())
    const link = await openLink(cluster.url, freshPrefix())
    onTestFinished(() => link.close())
    const touch = link.script('touch', `return redis.call('INCR', KEYS[1])`)
    const keys = Array.from({ length: 30 }, (_, nth) => link.keys.topic(`topic ${nth}`))
    const touchAll = () => Promise.all(keys.map((key) => touch([key], [])))
    await touchAll()
    const { figures } = link
    expect([figures.outages, figures.reconnections]).toEqual([0, 0])
    await cluster.nodes[1]?.kill()
    await expect(touchAll()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(figures.failures).toBeGreaterThan(0)
    await cluster.nodes[1]?.start()
    await vi.waitFor(touchAll, PATIENCE)
    expect(figures.reconnections).toBeGreaterThan(0)
  })

  it('of a slow way is how long it takes', async () => {
    const way = await wayTo(await startRedis())
    const link = await openLink(`redis://127.0.0.1:${way.port}`, freshPrefix())
    onTestFinished(() => link.close())
    const ping = link.script('ping', 'return 1')
    await ping(['a'], [])
    const told: number[] = []
    link.figures.onAnswer = (milliseconds) => told.push(milliseconds)
    way.delay(30)
    await ping(['a'], [])
    expect(told).toHaveLength(1)
    // A clock of whole milliseconds may take one off.
    expect(told[0]).toBeGreaterThan(58)
  })

  it('of a log is who listens, what had to be read, and what was lost', async () => {
    const server = await startRedis()
    const prefix = freshPrefix()
    const [one, other] = await Promise.all(
      [1, 2].map(() => linkedLog((each) => openLink(server.url, each), prefix)),
    )
    if (one === undefined || other === undefined) throw new Error('There are two nodes.')
    const heard: number[] = []
    const gaps = vi.fn()
    const unfollow = await other.log.follow(room('a'), {
      onEntry: ({ seq }) => heard.push(seq),
      onGap: gaps,
    })
    const leaveB = await follow(other.log, 'b', () => {})
    expect(other.log.followFigures).toEqual({ rooms: 2, entriesRead: 0, gaps: 0 })
    leaveB()
    await vi.waitFor(() => expect(other.log.followFigures.rooms).toBe(1), PATIENCE)
    // The second is too large to be told, and is read.
    await one.log.append(room('a'), talk('n1'))
    await vi.waitFor(() => expect(heard).toEqual([1]), PATIENCE)
    const before = other.log.followFigures.entriesRead
    await one.log.append(room('a'), talk('n2', { message: '긴 글'.repeat(10_000) }))
    await vi.waitFor(() => expect(heard).toEqual([1, 2]), PATIENCE)
    expect(other.log.followFigures.entriesRead).toBe(before + 1)
    expect(one.log.followFigures).toEqual({ rooms: 0, entriesRead: 0, gaps: 0 })
    await server.kill()
    await server.start()
    await vi.waitFor(() => expect(gaps).toHaveBeenCalledOnce(), PATIENCE)
    expect(other.log.followFigures.gaps).toBe(1)
    unfollow()
  })
})
