// What Accounts that outlive their process must still know when they are opened again.
import { describe, expect, it } from 'vitest'
import type { Accounts } from '../../server/store/accounts.ts'
import { account, login } from './samples.ts'

/** One store for the running test: each call closes the accounts that were open on it and opens them anew. */
export type ReopenAccounts = () => Promise<Accounts>

export function reopenedAccountsContract(adapter: string, store: () => ReopenAccounts): void {
  describe(`Accounts in ${adapter}, opened again`, () => {
    it('has the same accounts, whose logins are taken', async () => {
      const reopen = store()
      await (await reopen()).create(account('haneul'))
      const after = await reopen()
      expect(await after.find(login('haneul'))).toEqual(account('haneul'))
      expect(await after.create({ ...account('haneul'), userId: account('bada').userId })).toBe('login-taken')
    })
  })
}
