// The accounts in memory: gone with the process. For tests, and for hosts that must keep nothing.
import type { Login } from '../../../protocol/ids.ts'
import type { Account, Accounts } from '../accounts.ts'

/** "Durable" means here: until the process ends. */
export class MemoryAccounts implements Accounts {
  readonly #byLogin = new Map<Login, Account>()

  async create(account: Account): Promise<boolean> {
    const { login, userId } = account
    if (this.#byLogin.has(login)) return false
    const others = [...this.#byLogin.values()]
    if (others.some((other) => other.userId === userId))
      throw new Error(`There is an account of ${userId} already.`)
    this.#byLogin.set(login, { ...account })
    return true
  }

  async find(login: Login): Promise<Account | null> {
    const account = this.#byLogin.get(login)
    return account === undefined ? null : { ...account }
  }

  async close(): Promise<void> {
    this.#byLogin.clear()
  }
}
