// Knows who looks after the host: the owners of the accounts that whoever started it has named.
import type { Login } from '../../protocol/ids.ts'
import type { Accounts } from '../store/accounts.ts'
import type { Roles } from '../store/roles.ts'

/** `admins`: the logins of their accounts. One that nobody has yet makes an admin of whoever signs up with it. */
export function createRoles(accounts: Accounts, admins: readonly Login[]): Roles {
  const named = new Set(admins)
  return {
    isAdmin: async (user) => {
      // Most hosts name nobody, and then nobody need be looked for.
      const account = named.size === 0 ? null : await accounts.ofPerson(user)
      return account !== null && named.has(account.login)
    },
  }
}
