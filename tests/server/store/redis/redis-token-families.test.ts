// Families of tokens on two nodes at once, that they go by themselves, and that their Lua does what family-step.ts says.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Nonce } from '../../../../protocol/ids.ts'
import { MemoryTokenFamilies } from '../../../../server/store/memory/memory-token-families.ts'
import { Keys } from '../../../../server/store/redis/keys.ts'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { RedisTokenFamilies } from '../../../../server/store/redis/redis-token-families.ts'
import type { TokenFamilies } from '../../../../server/store/token-families.ts'
import { exchangeOf } from '../../../contracts/token-families.contract.ts'
import { dyingBefore, late } from '../../../support/redis/altered-links.ts'
import { openMockRedis } from '../../../../server/store/redis/mock-redis.ts'
import { freshPrefix, withRedis } from '../../../support/redis/redis-kinds.ts'
import { twoNodes } from '../../../support/redis/two-nodes.ts'

const family = fc.constantFrom('one', 'two', 'three')
const nonce = fc.constantFrom(null, 'n' as Nonce, 'm' as Nonce)
const lasts = fc.integer({ min: 100_000, max: 200_000 })
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      call: fc.constant('exchange' as const),
      family,
      generation: fc.integer({ min: 0, max: 3 }),
      nonce,
      lasts,
    }),
  },
  fc.record({ call: fc.constant('revoke' as const), family, lasts }),
  {
    weight: 2,
    arbitrary: fc.record({ call: fc.constant('revoked' as const), ago: fc.integer({ min: 0, max: 20 }) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** `at`: now. */
function take(families: TokenFamilies, step: Step, at: number): Promise<unknown> {
  switch (step.call) {
    case 'exchange': {
      const { call: _, lasts: life, ...member } = step
      return families.exchange({ ...member, at, until: at + life })
    }
    case 'revoke':
      return families.revoke(step.family, { at, until: at + step.lasts })
    case 'revoked':
      return families.revokedSince(at - step.ago)
  }
}

/** Every step a millisecond after the one before. */
async function agree(links: readonly RedisLink[], numRuns: number): Promise<void> {
  const each = fc.asyncProperty(
    fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
    async (steps) => {
      const keys = new Keys(freshPrefix())
      const memory = new MemoryTokenFamilies()
      const nodes = links.map((link) => new RedisTokenFamilies({ ...link, keys }))
      for (const [nth, step] of steps.entries()) {
        const expected = await take(memory, step, 1_000 + nth)
        const node = nodes[nth % nodes.length]
        if (node !== undefined) expect(await take(node, step, 1_000 + nth)).toEqual(expected)
      }
    },
  )
  await fc.assert(each, { numRuns })
}

withRedis((kind, open) => {
  describe(`families of tokens on ${kind}`, () => {
    it(
      '[RS7] are what family-step.ts makes of them, whichever of two nodes is asked',
      { timeout: 60_000 },
      async () => {
        await agree(await twoNodes(open), 60)
      },
    )

    it('[RS7] exchange a token for one of all who ask at once on two nodes', async () => {
      const nodes = (await twoNodes(open)).map((link) => new RedisTokenFamilies(link))
      for (const each of ['a', 'b', 'c', 'd', 'e', 'f']) {
        const asked = [...nodes, ...nodes].map((node) => node.exchange(exchangeOf(0, { family: each })))
        expect((await Promise.all(asked)).toSorted()).toEqual(['exchanged', 'reused', 'revoked', 'revoked'])
      }
    })

    it('[RS7] go by themselves when their last token has ended, and are known until then', async () => {
      const [link] = await twoNodes(open)
      const families = new RedisTokenFamilies(link)
      const at = Date.now()
      await families.exchange(exchangeOf(0, { at, until: at + 300 }))
      await families.exchange(exchangeOf(0, { family: 'two', at, until: at + 60_000 }))
      await families.revoke('three', { at, until: at + 300 })
      const left = () =>
        Promise.all(['one', 'two', 'three'].map((each) => link.commands.exists(link.keys.family(each))))
      expect(await left()).toEqual([1, 1, 1])
      await vi.waitFor(async () => expect(await left()).toEqual([0, 1, 0]), { timeout: 5_000 })
      expect(await families.revokedSince(0)).toEqual([])
      const remaining = await link.commands.pttl(link.keys.family('two'))
      expect(remaining).toBeGreaterThan(30_000)
      expect(remaining).toBeLessThanOrEqual(60_000)
    })

    it('[RS3] are not said to be revoked where a node died over it; the next who comes is told as well', async () => {
      const [link, other] = await twoNodes(open)
      const families = new RedisTokenFamilies(link)
      const dying = new RedisTokenFamilies(dyingBefore(other, 'revokeFamily'))
      for (const generation of [0, 1]) await families.exchange(exchangeOf(generation))
      await expect(dying.exchange(exchangeOf(0))).rejects.toThrow('died')
      expect(await families.revokedSince(0)).toEqual([])
      expect(await families.exchange(exchangeOf(0, { at: 3_000 }))).toBe('reused')
      expect(await families.revokedSince(0)).toEqual([{ family: 'one', at: 3_000 }])
    })

    it('[RS4] are not revoked by a node that stood still', async () => {
      const [link, other] = await twoNodes(open)
      const slow = new RedisTokenFamilies(late(other, 31_000))
      await expect(slow.revoke('one', { at: 1, until: 9 })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      expect(await link.commands.exists(link.keys.family('one'))).toBe(0)
    })

    it('[RS7] leave the index of those that were revoked, a page at a time, when they have ended', async () => {
      const [link] = await twoNodes(open)
      const families = new RedisTokenFamilies(link)
      const index = link.keys.host('families', 'revoked')
      const old = Array.from({ length: 1_200 }, (_, nth) => [0, `0000000000001000 f${nth} 1000`]).flat()
      await link.commands.zadd(index, ...(old as [number, string]))
      const at = Date.now()
      await families.revoke('one', { at, until: at + 60_000 })
      await families.forgetEnded(at)
      await vi.waitFor(async () => expect(await link.commands.zcard(index)).toBe(1), { timeout: 20_000 })
      expect(await families.revokedSince(0)).toEqual([{ family: 'one', at }])
    })
  })
})

describe('families of tokens on ioredis-mock', () => {
  it('[RS7] are what family-step.ts makes of them', { timeout: 60_000 }, async () => {
    await agree([await openMockRedis(freshPrefix())], 6)
  })
})
