// The accounts in SQLite.
import type { Statement } from 'better-sqlite3'
import type { Login, UserId } from '../../../protocol/ids.ts'
import type { Account, Accounts, Creation } from '../accounts.ts'
import { onceFree } from './busy.ts'
import type { Database } from './database.ts'
import { orUnavailable } from './outage.ts'

const CREATE = `
  INSERT INTO accounts (login, user, name, password_hash) VALUES (@login, @userId, @name, @passwordHash)
  ON CONFLICT DO NOTHING`

const ACCOUNT = 'SELECT login, user AS userId, name, password_hash AS passwordHash FROM accounts'

// The people as JSON: however many they are, it is one statement.
const AMONG = 'SELECT user FROM accounts WHERE user IN (SELECT value FROM json_each(?))'

/** What it has answered for survives as the database's durability says. */
export class SqliteAccounts implements Accounts {
  readonly #create: Statement<[Account]>
  readonly #find: Statement<[Login], Account>
  readonly #ofPerson: Statement<[UserId], Account>

  readonly #among: Statement<[string], UserId>

  constructor({ connection }: Database) {
    this.#create = connection.prepare(CREATE)
    this.#find = connection.prepare(`${ACCOUNT} WHERE login = ?`)
    this.#ofPerson = connection.prepare(`${ACCOUNT} WHERE user = ?`)
    this.#among = connection.prepare<[string], UserId>(AMONG).pluck()
  }

  async create(account: Account): Promise<Creation> {
    if ((await onceFree(() => this.#create.run(account))).changes === 1) return 'made'
    return (await this.ofPerson(account.userId)) === null ? 'login-taken' : 'has-account'
  }

  async find(login: Login): Promise<Account | null> {
    return orUnavailable(() => this.#find.get(login)) ?? null
  }

  async ofPerson(user: UserId): Promise<Account | null> {
    return orUnavailable(() => this.#ofPerson.get(user)) ?? null
  }

  async among(users: readonly UserId[]): Promise<Set<UserId>> {
    return new Set(orUnavailable(() => this.#among.all(JSON.stringify(users))))
  }

  async close(): Promise<void> {}
}
