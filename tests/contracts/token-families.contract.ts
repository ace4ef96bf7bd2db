// What every TokenFamilies must do: each refresh token is exchanged once, and a family that is revoked stays so.
import { describe, expect, it } from 'vitest'
import type { Nonce } from '../../protocol/ids.ts'
import type { Exchange, TokenFamilies } from '../../server/store/token-families.ts'

/** Families of their own for the running test, none known yet. */
type OpenTokenFamilies = () => Promise<TokenFamilies>

/** The exchange of a token, unless told otherwise. */
export function exchangeOf(generation: number, more: Partial<Exchange> = {}): Exchange {
  return { family: 'one', generation, nonce: null, at: 1_000, until: 5_000, ...more }
}

const nonce = (text: string): Nonce => text as Nonce

export function tokenFamiliesContract(adapter: string, open: OpenTokenFamilies): void {
  describe(`TokenFamilies in ${adapter}`, () => {
    it('exchanges each token once, one after the other', async () => {
      const families = await open()
      for (const generation of [0, 1, 2])
        expect(await families.exchange(exchangeOf(generation))).toBe('exchanged')
      expect(await families.exchange(exchangeOf(0, { family: 'other' }))).toBe('exchanged')
    })

    it.each([0, 1])('revokes the family where the token of generation %i comes again', async (generation) => {
      const families = await open()
      for (const each of [0, 1]) await families.exchange(exchangeOf(each))
      expect(await families.exchange(exchangeOf(generation, { at: 2_000 }))).toBe('reused')
      for (const each of [0, 1, 2, 3]) expect(await families.exchange(exchangeOf(each))).toBe('revoked')
      expect(await families.revokedSince(0)).toEqual([{ family: 'one', at: 2_000 }])
    })

    it('exchanges the token for one of several who ask at once', async () => {
      const families = await open()
      const outcomes = await Promise.all([1, 2, 3].map(() => families.exchange(exchangeOf(0))))
      expect(outcomes).toEqual(['exchanged', 'reused', 'revoked'])
    })

    it('does the last exchange again for whoever has its nonce, and no earlier one', async () => {
      const families = await open()
      for (const generation of [0, 1]) {
        const named = exchangeOf(generation, { nonce: nonce(`n${generation}`) })
        expect(await families.exchange(named)).toBe('exchanged')
        expect(await families.exchange(named)).toBe('exchanged')
      }
      expect(await families.exchange(exchangeOf(2, { nonce: nonce('n2') }))).toBe('exchanged')
      expect(await families.exchange(exchangeOf(1, { nonce: nonce('n1') }))).toBe('reused')
    })

    it.each([null, nonce('other')])('takes the nonce %j for another exchange', async (other) => {
      const families = await open()
      await families.exchange(exchangeOf(0, { nonce: nonce('n') }))
      expect(await families.exchange(exchangeOf(0, { nonce: other }))).toBe('reused')
    })

    it('believes a token that is further than what is known', async () => {
      const families = await open()
      expect(await families.exchange(exchangeOf(7))).toBe('exchanged')
      expect(await families.exchange(exchangeOf(9))).toBe('exchanged')
      expect(await families.exchange(exchangeOf(8))).toBe('reused')
    })

    it('revokes a family that it knows and one that it does not, once', async () => {
      const families = await open()
      await families.exchange(exchangeOf(0))
      await families.revoke('other', { at: 1_500, until: 5_000 })
      await families.revoke('one', { at: 2_000, until: 5_000 })
      await families.revoke('one', { at: 3_000, until: 5_000 })
      expect(await families.exchange(exchangeOf(1))).toBe('revoked')
      expect(await families.exchange(exchangeOf(0, { family: 'other' }))).toBe('revoked')
      expect(await families.revokedSince(1_500)).toEqual([
        { family: 'other', at: 1_500 },
        { family: 'one', at: 2_000 },
      ])
      expect(await families.revokedSince(1_501)).toEqual([{ family: 'one', at: 2_000 }])
    })

    it('forgets what has ended, and nothing before', async () => {
      const families = await open()
      await families.exchange(exchangeOf(0))
      await families.revoke('other', { at: 1_000, until: 6_000 })
      await families.forgetEnded(4_999)
      expect(await families.exchange(exchangeOf(0))).toBe('reused')
      await families.forgetEnded(5_000)
      expect(await families.revokedSince(0)).toEqual([{ family: 'other', at: 1_000 }])
      await families.forgetEnded(6_000)
      expect(await families.revokedSince(0)).toEqual([])
    })

    it('keeps a family until the token that was given out last has ended', async () => {
      const families = await open()
      await families.exchange(exchangeOf(0, { until: 9_000 }))
      await families.revoke('one', { at: 2_000, until: 5_000 })
      await families.forgetEnded(8_999)
      expect(await families.exchange(exchangeOf(1))).toBe('revoked')
    })
  })
}
