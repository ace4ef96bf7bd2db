// Appends that count when a replica has them: refused where it does not get them, and nobody else waits for it.
import { Redis } from 'ioredis'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { RedisRoomLog } from '../../../../server/store/redis/redis-room-log.ts'
import { room, seq, span, talk } from '../../../contracts/samples.ts'
import { freshPrefix, openLink, withRedis } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import {
  IN_MEMORY,
  READY_FOR_REPLICAS,
  startRedis,
  type RedisServer,
} from '../../../support/redis/redis-server.ts'

const ALL = { after: seq(0), limit: 100 }
const PATIENCE = { timeout: 20_000, interval: 20 }

async function openNode(server: RedisServer, prefix: string, replicas: number): Promise<RedisRoomLog> {
  const log = nodeOn(await openLink(server.url, prefix), replicas)
  await log.start()
  return log
}

function nodeOn(link: RedisLink, replicas: number): RedisRoomLog {
  const log = new RedisRoomLog(link, { now: () => 1, reportFailure: () => {}, replicas })
  onTestFinished(async () => {
    await log.close()
    await link.close()
  })
  return log
}

/** A master and its replica, which follows it. */
async function pair(): Promise<{ master: RedisServer; replica: RedisServer }> {
  const master = await startRedis(READY_FOR_REPLICAS)
  const replica = await startRedis([...IN_MEMORY, '--replicaof', '127.0.0.1', String(master.port)])
  const redis = new Redis(master.port, '127.0.0.1')
  onTestFinished(() => redis.disconnect())
  await vi.waitFor(async () => expect(await redis.wait(1, 100)).toBe(1), PATIENCE)
  return { master, replica }
}

describe.skipIf(redisProgram() === null)(
  'a log whose entries replicas must have',
  { timeout: 30_000 },
  () => {
    it('[RD11] has them there when an append resolves, in one room and in several', async () => {
      const { master, replica } = await pair()
      const prefix = freshPrefix()
      const log = await openNode(master, prefix, 1)
      const posts = [log.append(room('a'), talk('n1'))]
      log.together(() => {
        for (const id of ['a', 'b']) posts.push(log.append(room(id), talk('n2')))
      })
      const kept = await Promise.all(posts)
      await master.kill()
      const left = await openNode(replica, prefix, 0)
      const found = [...(await left.read(room('a'), ALL)), ...(await left.read(room('b'), ALL))]
      expect(found).toEqual(kept.map(({ entry }) => entry))
    })

    it('[RD11] is refused where a replica does not get them, holds nobody else up, and is kept once', async () => {
      const { master, replica } = await pair()
      const log = await openNode(master, freshPrefix(), 1)
      await log.append(room('a'), talk('n1'))
      replica.freeze()
      const done: string[] = []
      const refused = log
        .append(room('a'), talk('n2'))
        .catch((error: { code: string }) => done.push(error.code))
      await log.read(room('a'), ALL).then(() => done.push('read'))
      await refused
      expect(done).toEqual(['read', 'UNAVAILABLE'])
      replica.thaw()
      const again = await vi.waitFor(() => log.append(room('a'), talk('n2')), PATIENCE)
      expect(again).toMatchObject({ duplicate: true, entry: { seq: 2 } })
    })
  },
)

withRedis((kind, open) => {
  it(`[RD11] is refused on ${kind} where there are too few replicas, in every room, and kept all the same`, async () => {
    const link = await open(freshPrefix())
    const log = nodeOn(link, 1)
    await log.start()
    const ids = span(1, 9).map((nth) => room(`r${nth}`))
    const outcomes = await Promise.allSettled(ids.map((id) => log.append(id, talk('n1'))))
    expect(outcomes.map(({ status }) => status)).toEqual(ids.map(() => 'rejected'))
    for (const id of ids) expect(await log.read(id, ALL)).toHaveLength(1)
  })
})
