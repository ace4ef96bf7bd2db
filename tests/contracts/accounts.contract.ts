// What every Accounts must do: one account a login, found by it as it was made.
import { describe, expect, it } from 'vitest'
import type { Accounts } from '../../server/store/accounts.ts'
import { account, login } from './samples.ts'

/** Accounts of their own for the running test, none made yet. */
export type OpenAccounts = () => Promise<Accounts>

export function accountsContract(adapter: string, open: OpenAccounts): void {
  describe(`Accounts in ${adapter}`, () => {
    it('finds an account once it is made, and nobody before', async () => {
      const accounts = await open()
      expect(await accounts.find(login('haneul'))).toBeNull()
      expect(await accounts.create(account('haneul'))).toBe('made')
      expect(await accounts.find(login('haneul'))).toEqual(account('haneul'))
      expect(await accounts.find(login('bada'))).toBeNull()
    })

    it('keeps the first of two accounts with one login, and says so', async () => {
      const accounts = await open()
      const other = { ...account('haneul'), userId: account('bada').userId, name: '다른 이름' }
      const made = await Promise.all([accounts.create(account('haneul')), accounts.create(other)])
      expect(made).toEqual(['made', 'login-taken'])
      expect(await accounts.find(login('haneul'))).toEqual(account('haneul'))
    })

    it('keeps the first of two accounts of one person, and says so, with the same login too', async () => {
      const accounts = await open()
      await accounts.create(account('haneul'))
      const second = { ...account('bada'), userId: account('haneul').userId }
      expect(await accounts.create(second)).toBe('has-account')
      expect(await accounts.create({ ...account('haneul'), name: '다른 이름' })).toBe('has-account')
      expect(await accounts.find(login('bada'))).toBeNull()
      expect(await accounts.find(login('haneul'))).toEqual(account('haneul'))
    })

    it('finds the account of a person, and none of somebody who has none', async () => {
      const accounts = await open()
      await accounts.create(account('haneul'))
      expect(await accounts.ofPerson(account('haneul').userId)).toEqual(account('haneul'))
      expect(await accounts.ofPerson(account('bada').userId)).toBeNull()
    })

    it('tells who of those asked for has one', async () => {
      const accounts = await open()
      await accounts.create(account('haneul'))
      const { userId } = account('haneul')
      expect(await accounts.among([userId, account('bada').userId])).toEqual(new Set([userId]))
      expect(await accounts.among([])).toEqual(new Set())
    })

    it('takes a login for what it is, letter by letter', async () => {
      const accounts = await open()
      for (const each of ['하늘', 'a_b', 'a%', "o'neil"]) await accounts.create(account(each))
      expect(await accounts.find(login('axb'))).toBeNull()
      expect(await accounts.find(login("o'neil"))).toEqual(account("o'neil"))
      expect(await accounts.find(login('하늘'))).toEqual(account('하늘'))
    })

    it('shares nothing with whoever made or found an account', async () => {
      const accounts = await open()
      const given = account('haneul')
      await accounts.create(given)
      given.name = '나중'
      const found = await accounts.find(login('haneul'))
      if (found !== null) found.name = '또 나중'
      expect(await accounts.find(login('haneul'))).toEqual(account('haneul'))
    })
  })
}
