// Whose turn it is, on several nodes of which some die; and what else one node knows of another.
import { describe, expect, it, vi } from 'vitest'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { AwayClock } from '../../../../server/store/away-clock.ts'
import { room, span, user } from '../../../contracts/samples.ts'
import { openMockRedis } from '../../../../server/store/redis/mock-redis.ts'
import { freshPrefix, withRedis, type OpenLink } from '../../../support/redis/redis-kinds.ts'
import { redisNode, type TestNode } from '../../../support/redis/redis-node.ts'
import { SHORT, WITHOUT_TIME } from '../../../support/redis/short-leases.ts'

const PATIENCE = { timeout: 20_000, interval: 20 }

async function nodes(open: OpenLink, count: number, times = SHORT): Promise<TestNode[]> {
  const prefix = freshPrefix()
  return Promise.all(span(1, count).map(() => redisNode(open, prefix, times)))
}

const asked = (all: readonly TestNode[]) => Promise.all(all.map(({ duties }) => duties.has('absences')))

/** `keepsTime`: leases run out there when they should; what waits for that is tried there alone. */
function suite(kind: string, open: OpenLink, keepsTime = true): void {
  const timed = (name: string, test: () => Promise<void>): void => void (keepsTime && it(name, test))
  const some = (count: number) => nodes(open, count, keepsTime ? SHORT : WITHOUT_TIME)

  describe(`whose turn it is, by ${kind}`, { timeout: 30_000 }, () => {
    timed('[ND7] is one node’s, for as long as it lives, and then another’s', async () => {
      const all = await some(3)
      const turns = await asked(all)
      expect(turns.filter(Boolean)).toHaveLength(1)
      for (let again = 0; again < 5; again += 1) expect(await asked(all)).toEqual(turns)
      const holder = all[turns.indexOf(true)] as TestNode
      const others = all.filter((node) => node !== holder)
      vi.spyOn(holder.lease, 'renew').mockImplementation(() => new Promise(() => {}))
      await vi.waitFor(async () => expect((await asked(others)).filter(Boolean)).toHaveLength(1), PATIENCE)
      expect(await holder.duties.has('absences')).toBe(false)
    })

    it('[ND7] is given up by a node that stops, and each duty has its own node', async () => {
      const [one, other] = (await some(2)) as [TestNode, TestNode]
      expect(await one.duties.has('absences')).toBe(true)
      expect(await other.duties.has('retention')).toBe(true)
      expect(await one.duties.has('retention')).toBe(false)
      await one.duties.close()
      expect(await other.duties.has('absences')).toBe(true)
      expect(await one.duties.has('absences')).toBe(false)
    })

    it('[ND7] is nobody’s who has no lease', async () => {
      const [one, other] = (await some(2)) as [TestNode, TestNode]
      await one.signals.close()
      expect(await one.duties.has('absences')).toBe(false)
      expect(await other.duties.has('absences')).toBe(true)
    })

    timed('[ND7] goes on with the time for which somebody has been missing', async () => {
      const [one, other] = (await some(2)).map(({ awayClock }) => awayClock) as AwayClock[] as [
        AwayClock,
        AwayClock,
      ]
      await one.missing(user('u'), 10_000)
      await vi.waitFor(
        async () => expect(await other.missing(user('u'), 10_000)).toBeGreaterThan(20),
        PATIENCE,
      )
      await one.here(user('u'))
      expect(await other.missing(user('u'), 10_000)).toBe(0)
    })

    it('[ND8] has somebody wait for what they said on another node', async () => {
      const all = await some(3)
      const takes = all.map(({ lastTalks }, nth) =>
        lastTalks.take(room('r'), user('u'), { at: 1_000, nonce: `n${nth}` }, 5_000),
      )
      expect((await Promise.all(takes)).sort()).toEqual([0, 5_000, 5_000])
      const { commands, keys } = (all[0] as TestNode).link
      const left = await commands.pttl(keys.room(room('r'), 'talked:u'))
      expect(left).toBeGreaterThan(0)
      expect(left).toBeLessThanOrEqual(1_000 * LIMITS.slowestMode)
    })
  })
}

withRedis((kind, open) => suite(kind, open))
suite('ioredis-mock', openMockRedis, false)
