import { describe, expect, it, vi } from 'vitest'
import type { Revocation } from '../../../server/store/signals.ts'
import { outage } from '../../support/held-log.ts'
import { quiet } from '../../support/turns.ts'
import { Refusal } from '../../../protocol/errors.ts'
import type { Nonce } from '../../../protocol/ids.ts'
import { Families, type FamiliesParts } from '../../../server/auth/families.ts'
import { TOKEN_LIFE } from '../../../server/auth/tokens.ts'
import { MemorySignals } from '../../../server/store/memory/memory-signals.ts'
import { MemoryTokenFamilies } from '../../../server/store/memory/memory-token-families.ts'

const FIRST = { family: 'one', generation: 0 }

async function familiesOn(
  store = new MemoryTokenFamilies(),
  start = 1_000_000_000,
  signals: FamiliesParts['signals'] = new MemorySignals(),
) {
  const clock = { now: start }
  const families = new Families({ store, signals, now: () => clock.now })
  await families.load()
  const revoked: string[] = []
  families.onRevoked((family) => revoked.push(family))
  return { families, store, clock, revoked }
}

/** The code of the refusal. */
async function codeOf(what: () => unknown): Promise<unknown> {
  try {
    await what()
    return 'good'
  } catch (error) {
    return error instanceof Refusal ? error.code : error
  }
}

describe('a family of tokens', () => {
  it('[AU10] is good until one of its refresh tokens comes again, told once', async () => {
    const { families, revoked } = await familiesOn()
    const second = await families.exchange(FIRST, null)
    expect(second).toEqual({ family: 'one', generation: 1 })
    expect(await codeOf(() => families.assertGood('one'))).toBe('good')
    expect(await codeOf(() => families.exchange(FIRST, null))).toBe('TOKEN_REVOKED')
    expect(await codeOf(() => families.assertGood('one'))).toBe('TOKEN_REVOKED')
    expect(await codeOf(() => families.exchange(second, null))).toBe('TOKEN_REVOKED')
    expect(revoked).toEqual(['one'])
  })

  it('[AU11] outlives an answer that was lost: the same refresh is the same', async () => {
    const { families, revoked } = await familiesOn()
    const nonce = 'n' as Nonce
    const [one, again] = [await families.exchange(FIRST, nonce), await families.exchange(FIRST, nonce)]
    expect(again).toEqual(one)
    expect(revoked).toEqual([])
  })

  it('[AU12] that was revoked stays so in the next run, and its neighbours stay good', async () => {
    const { families, store } = await familiesOn()
    await families.revoke('one')
    const next = await familiesOn(store)
    expect(await codeOf(() => next.families.assertGood('one'))).toBe('TOKEN_REVOKED')
    expect(await codeOf(() => next.families.exchange(FIRST, null))).toBe('TOKEN_REVOKED')
    expect(await codeOf(() => next.families.assertGood('other'))).toBe('good')
  })

  it('[AU12] is remembered as long as its access tokens could last, and then asked of the store', async () => {
    const { families, store, clock } = await familiesOn()
    await families.revoke('one')
    clock.now += TOKEN_LIFE.access
    expect(await codeOf(() => families.assertGood('one'))).toBe('TOKEN_REVOKED')
    await families.revoke('other')
    expect(await codeOf(() => families.assertGood('one'))).toBe('good')
    expect(await codeOf(() => families.assertGood('other'))).toBe('TOKEN_REVOKED')
    expect(await codeOf(() => families.exchange(FIRST, null))).toBe('TOKEN_REVOKED')
    const later = await familiesOn(store, clock.now + 1)
    expect(await codeOf(() => later.families.assertGood('one'))).toBe('good')
  })

  it('is forgotten when its last refresh token has ended', async () => {
    const { families, store, clock } = await familiesOn()
    await families.revoke('one')
    clock.now += TOKEN_LIFE.refresh - 1
    await families.exchange({ family: 'other', generation: 0 }, null)
    expect(await store.revokedSince(0)).toHaveLength(1)
    clock.now += TOKEN_LIFE.access * 4
    await families.exchange({ family: 'other', generation: 1 }, null)
    expect(await store.revokedSince(0)).toEqual([])
  })
})

describe('a family of tokens on several nodes', () => {
  /** Two nodes with one store, and a way to have one of them hear that it may have missed something. */
  async function twoNodes() {
    const store = new MemoryTokenFamilies()
    const signals = new MemorySignals()
    const hear: ((revocation: Revocation | null) => void)[] = []
    const cutOff: FamiliesParts['signals'] = {
      publishRevoked: () => {},
      followRevoked: async (onRevoked) => {
        hear.push(onRevoked)
        return () => {}
      },
    }
    const one = await familiesOn(store, undefined, signals)
    const other = await familiesOn(store, undefined, signals)
    const deaf = await familiesOn(store, undefined, cutOff)
    const miss = () => hear.forEach((each) => each(null))
    return { store, one, other, deaf, miss }
  }

  it('[ND6] is ended on all of them by one, whichever way, each told once', async () => {
    const { one, other } = await twoNodes()
    await one.families.revoke('logged out')
    await one.families.exchange(FIRST, null)
    expect(await codeOf(() => other.families.exchange(FIRST, null))).toBe('TOKEN_REVOKED')
    await quiet()
    for (const { families, revoked } of [one, other]) {
      expect(await codeOf(() => families.assertGood('logged out'))).toBe('TOKEN_REVOKED')
      expect(await codeOf(() => families.assertGood('one'))).toBe('TOKEN_REVOKED')
      expect(revoked).toEqual(['logged out', 'one'])
    }
  })

  it('[ND6] is looked up again by one that may have missed its end, until that is known', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { store, one, deaf, miss } = await twoNodes()
      await one.families.revoke('one')
      await quiet()
      expect(await codeOf(() => deaf.families.assertGood('one'))).toBe('good')
      const broken = vi.spyOn(store, 'revokedSince').mockRejectedValue(outage())
      miss()
      miss()
      await vi.advanceTimersByTimeAsync(2_500)
      expect(deaf.revoked).toEqual([])
      broken.mockRestore()
      await vi.advanceTimersByTimeAsync(1_000)
      expect(deaf.revoked).toEqual(['one'])
      expect(await codeOf(() => deaf.families.assertGood('one'))).toBe('TOKEN_REVOKED')
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('[ND6] is asked of nobody any more when the node stops', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { deaf, miss } = await twoNodes()
      miss()
      deaf.families.close()
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})
