// The accounts in SQLite.
import type { Statement } from 'better-sqlite3'
import type { Login } from '../../../protocol/ids.ts'
import type { Account, Accounts } from '../accounts.ts'
import { onceFree } from './busy.ts'
import type { Database } from './database.ts'
import { orUnavailable } from './outage.ts'

const CREATE = `
  INSERT INTO accounts (login, user, name, password_hash) VALUES (@login, @userId, @name, @passwordHash)
  ON CONFLICT (login) DO NOTHING`

const FIND = 'SELECT login, user AS userId, name, password_hash AS passwordHash FROM accounts WHERE login = ?'

/** What it has answered for survives as the database's durability says. */
export class SqliteAccounts implements Accounts {
  readonly #create: Statement<[Account]>
  readonly #find: Statement<[Login], Account>

  constructor({ connection }: Database) {
    this.#create = connection.prepare(CREATE)
    this.#find = connection.prepare(FIND)
  }

  async create(account: Account): Promise<boolean> {
    return (await onceFree(() => this.#create.run(account))).changes === 1
  }

  async find(login: Login): Promise<Account | null> {
    return orUnavailable(() => this.#find.get(login)) ?? null
  }

  async close(): Promise<void> {}
}
