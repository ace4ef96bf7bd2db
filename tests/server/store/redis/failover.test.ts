// A Cluster whose master dies, and whose replica takes over: what was receipted is there, or everybody is told that it may not be.
import { Redis } from 'ioredis'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import { RedisRoomLog } from '../../../../server/store/redis/redis-room-log.ts'
import { slotOf } from '../../../../server/store/redis/slot.ts'
import type { Appended } from '../../../../server/store/room-log.ts'
import { linkedLog } from '../../../contracts/redis-logs.ts'
import { room, seq, span, talk } from '../../../contracts/samples.ts'
import { shardOf, startRedisCluster, type RedisCluster } from '../../../support/redis/redis-cluster.ts'
import { freshPrefix, openLink } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import type { RedisServer } from '../../../support/redis/redis-server.ts'
import { masterOf } from '../../../support/redis/slot-move.ts'
import { allHeard, twoNodes } from './node-with-story.ts'

/** The Cluster takes a few seconds to make a replica a master. */
const PATIENCE = { timeout: 40_000, interval: 50 }
/** Rooms in all shards. */
const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

const SLOT = slotOf('{r:a}')
const shardOfRoom = (id: string): number => shardOf(slotOf(`{r:${id}}`))

/** The master of `room('a')` in the beginning, and its replica. */
function pairOf(cluster: RedisCluster): { master: RedisServer; replica: RedisServer } {
  const [master, replica] = [cluster.nodes[shardOfRoom('a')], cluster.nodes[3 + shardOfRoom('a')]]
  if (master === undefined || replica === undefined) throw new Error('There is no such shard.')
  return { master, replica }
}

async function replicatedLog(url: string): Promise<RedisRoomLog> {
  const link = await openLink(url, freshPrefix())
  const log = new RedisRoomLog(link, { now: () => 1, reportFailure: () => {}, replicas: 1 })
  onTestFinished(async () => {
    await log.close()
    await link.close()
  })
  await log.start()
  return log
}

describe.skipIf(redisProgram() === null)('a shard whose master dies', { timeout: 90_000 }, () => {
  it('[RD11] has what was receipted with a replica, in every room, and goes on', async () => {
    const cluster = await startRedisCluster({ replicas: true })
    const log = await replicatedLog(cluster.url)
    const { master, replica } = pairOf(cluster)
    const kept = new Map<string, Entry[]>(IDS.map((id) => [id, []]))
    let goesOn = true
    let refused = 0
    const refuse = (error: unknown): never => {
      refused += 1
      throw error
    }
    onTestFinished(() => void (goesOn = false))
    const say = (id: string, nonce: string): Promise<Appended> =>
      vi.waitFor(() => log.append(room(id), talk(nonce)).catch(refuse), PATIENCE)
    const voices = IDS.map(async (id) => {
      for (let count = 0; goesOn; count += 1) kept.get(id)?.push((await say(id, `n${count}`)).entry)
    })
    const eachSays = async (more: number): Promise<void> => {
      const before = [...kept.values()].map(({ length }) => length)
      const isEnough = ({ length }: Entry[], nth: number): boolean => length >= (before[nth] ?? 0) + more
      await vi.waitFor(() => expect([...kept.values()].every(isEnough)).toBe(true), PATIENCE)
    }
    await eachSays(5)
    await master.kill()
    await vi.waitFor(() => expect(refused).toBeGreaterThan(0), PATIENCE)
    await vi.waitFor(async () => expect(await masterOf(cluster, SLOT)).toBe(replica), PATIENCE)
    // It is the other's replica now: nothing has been receipted without one.
    await master.start()
    await eachSays(5)
    goesOn = false
    await Promise.all(voices)
    for (const id of IDS) {
      const there = await log.read(room(id), { after: seq(0), limit: 100_000 })
      const nonces = new Set(there.map(({ nonce }) => nonce))
      expect(kept.get(id)?.filter(({ nonce }) => !nonces.has(nonce))).toEqual([])
      expect(there.map((entry) => entry.seq)).toEqual(span(1, there.length))
      expect(nonces.size).toBe(there.length)
    }
  })

  it('[RD7] with what its replica had not got gives no seq twice in one epoch', async () => {
    const cluster = await startRedisCluster({ replicas: true })
    const { master, replica } = pairOf(cluster)
    const nodes = await twoNodes(cluster.url)
    await nodes[0].say('n1', 'n2', 'n3')
    const redis = new Redis(master.port, '127.0.0.1')
    await redis.set('{r:a}mark', 1)
    expect(await redis.wait(1, 5_000)).toBe(1)
    replica.freeze()
    await redis.client('KILL', 'TYPE', 'replica')
    redis.disconnect()
    const [lost] = await nodes[1].say('n4', 'n5')
    await allHeard(nodes, 5)
    await master.kill()
    replica.thaw()
    const entry = await vi.waitFor(() => nodes[0].insist('n6'), PATIENCE)
    expect([lost?.seq, entry.seq]).toEqual([4, 4])
    expect(entry.epoch).not.toBe(lost?.epoch)
    for (const node of nodes) await node.hasHeard(5, 4)
  })

  it('[RD7] is another history to its rooms, and to no others; all of them are listened to', async () => {
    const cluster = await startRedisCluster({ replicas: true })
    const prefix = freshPrefix()
    const open = (): ReturnType<typeof linkedLog> => linkedLog((each) => openLink(cluster.url, each), prefix)
    const [{ log, link }, other] = [await open(), await open()]
    const before = await Promise.all(IDS.map(async (id) => (await log.append(room(id), talk('n1'))).entry))
    await pairOf(cluster).master.kill()
    await vi.waitFor(() => expect(link.up).toBe(false), PATIENCE)
    await vi.waitFor(() => expect(link.up).toBe(true), PATIENCE)
    const heard: string[] = []
    for (const id of IDS)
      await vi.waitFor(
        () =>
          log.follow(room(id), {
            onEntry: ({ roomId, nonce }) => heard.push(`${roomId} ${nonce}`),
            onGap: () => {},
          }),
        PATIENCE,
      )
    const after: Entry[] = []
    for (const id of IDS)
      after.push((await vi.waitFor(() => other.log.append(room(id), talk('n2')), PATIENCE)).entry)
    const renewed = IDS.filter((_, index) => after[index]?.epoch !== before[index]?.epoch)
    expect(renewed).toEqual(IDS.filter((id) => shardOfRoom(id) === shardOfRoom('a')))
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(IDS.map((id) => `${id} n2`)), PATIENCE)
    expect(await log.rooms(null, 99)).toEqual(IDS)
  })
})
