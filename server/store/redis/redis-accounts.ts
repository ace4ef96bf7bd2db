// The accounts in Redis: the account is in its person's slot, and who has a login is in the login's. The claim of a login comes
// first; it counts for something once its person has the account, and lapses where that never came to be.
import { Refusal } from '../../../protocol/errors.ts'
import type { Login, UserId } from '../../../protocol/ids.ts'
import type { Account, Accounts, Creation } from '../accounts.ts'
import { accountScripts, type AccountScripts } from './account-scripts.ts'
import { SETTLED_AFTER } from './hints.ts'
import type { RedisLink } from './link.ts'
import { orUnavailable } from './outage.ts'

/** Who claims a login, since when, and when that was looked at: ms since 1970 by Redis's clock. */
interface Claim {
  user: UserId
  at: number
  now: number
}

/** For any number of nodes on one Redis. What it has answered for survives as that Redis keeps it. */
export class RedisAccounts implements Accounts {
  readonly #link: RedisLink
  readonly #scripts: AccountScripts

  constructor(link: RedisLink) {
    this.#link = link
    this.#scripts = accountScripts(link)
  }

  async create(account: Account): Promise<Creation> {
    const { login, userId } = account
    if ((await this.ofPerson(userId)) !== null) return 'has-account'
    const claim = await this.#claim(login, userId, null)
    if (claim.user === userId) return this.#make(account, claim)
    if (await this.#stands(login, claim)) return 'login-taken'
    const taken = await this.#claim(login, userId, claim)
    return taken.user === userId ? this.#make(account, taken) : 'login-taken'
  }

  async find(login: Login): Promise<Account | null> {
    const { commands, keys } = this.#link
    const user = await orUnavailable(commands.hget(keys.login(login), 'user'))
    const account = user === null ? null : await this.ofPerson(user as UserId)
    return account?.login === login ? account : null
  }

  async ofPerson(user: UserId): Promise<Account | null> {
    const { commands, keys } = this.#link
    const { login, name, passwordHash } = await orUnavailable(commands.hgetall(keys.person(user, 'account')))
    if (login === undefined || name === undefined || passwordHash === undefined) return null
    return { login: login as Login, userId: user, name, passwordHash }
  }

  async among(users: readonly UserId[]): Promise<Set<UserId>> {
    const { commands, keys } = this.#link
    const asked = users.map((user) => orUnavailable(commands.exists(keys.person(user, 'account'))))
    const known = await Promise.all(asked)
    return new Set(users.filter((_, nth) => known[nth] === 1))
  }

  async close(): Promise<void> {}

  /** Whose claim it is now: theirs, where nobody had one, they had it themselves, or it was `lapsed` until now. */
  async #claim(login: Login, user: UserId, lapsed: Claim | null): Promise<Claim> {
    const other = lapsed === null ? ['', ''] : [lapsed.user, lapsed.at]
    const answer = await this.#scripts.claim([this.#link.keys.login(login)], [user, ...other])
    const [holder, at, now] = answer as [UserId, number, number]
    return { user: holder, at: Number(at), now: Number(now) }
  }

  /** Whether it counts: its person has the account, or may be about to. */
  async #stands(login: Login, { user, at, now }: Claim): Promise<boolean> {
    if (now < at + SETTLED_AFTER) return true
    return (await this.ofPerson(user))?.login === login
  }

  async #make({ login, userId, name, passwordHash }: Account, { at }: Claim): Promise<Creation> {
    const fields = [login, name, passwordHash]
    const key = this.#link.keys.person(userId, 'account')
    const answer = (await this.#scripts.make([key], [at, ...fields])) as 'YES' | 'LATE' | ['NO', Login]
    if (answer === 'LATE') throw new Refusal('UNAVAILABLE')
    if (answer === 'YES') return 'made'
    // Another of their tries was quicker, with this login or with another one.
    if (answer[1] !== login) await this.#scripts.release([this.#link.keys.login(login)], [userId])
    return 'has-account'
  }
}
