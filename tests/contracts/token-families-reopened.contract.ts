// What TokenFamilies that outlive their process must still know when they are opened again.
import { describe, expect, it } from 'vitest'
import type { TokenFamilies } from '../../server/store/token-families.ts'
import { exchangeOf } from './token-families.contract.ts'

/** One store for the running test: each call closes the families that were open on it and opens them anew. */
type ReopenTokenFamilies = () => Promise<TokenFamilies>

export function reopenedTokenFamiliesContract(adapter: string, store: () => ReopenTokenFamilies): void {
  describe(`TokenFamilies in ${adapter}, opened again`, () => {
    it('knows which token is the newest, and who was revoked', async () => {
      const reopen = store()
      const before = await reopen()
      await before.exchange(exchangeOf(0))
      await before.revoke('other', { at: 1_000, until: 5_000 })
      const after = await reopen()
      expect(await after.exchange(exchangeOf(1))).toBe('exchanged')
      expect(await after.exchange(exchangeOf(0, { at: 2_000 }))).toBe('reused')
      expect((await after.revokedSince(0)).map(({ family }) => family)).toEqual(['other', 'one'])
    })
  })
}
