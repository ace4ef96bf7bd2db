// The accounts in memory: gone with the process. For tests, and for hosts that must keep nothing.
import type { Login, UserId } from '../../../protocol/ids.ts'
import type { Account, Accounts, Creation } from '../accounts.ts'

/** "Durable" means here: until the process ends. */
export class MemoryAccounts implements Accounts {
  readonly #byLogin = new Map<Login, Account>()
  readonly #byPerson = new Map<UserId, Account>()

  async create(account: Account): Promise<Creation> {
    const { login, userId } = account
    if (this.#byPerson.has(userId)) return 'has-account'
    if (this.#byLogin.has(login)) return 'login-taken'
    const kept = { ...account }
    this.#byLogin.set(login, kept)
    this.#byPerson.set(userId, kept)
    return 'made'
  }

  async find(login: Login): Promise<Account | null> {
    return copyOf(this.#byLogin.get(login))
  }

  async ofPerson(user: UserId): Promise<Account | null> {
    return copyOf(this.#byPerson.get(user))
  }

  async among(users: readonly UserId[]): Promise<Set<UserId>> {
    return new Set(users.filter((user) => this.#byPerson.has(user)))
  }

  async close(): Promise<void> {
    this.#byLogin.clear()
    this.#byPerson.clear()
  }
}

function copyOf(account: Account | undefined): Account | null {
  return account === undefined ? null : { ...account }
}
