// The port to the accounts: people who can sign in again, from anywhere, by a login and a password.
import type { Login, UserId } from '../../protocol/ids.ts'

/** `name`: as others see it. `passwordHash`: what the password is compared with, never the password itself. */
export interface Account {
  login: Login
  userId: UserId
  name: string
  passwordHash: string
}

/** What became of a new account: `made`; or nothing was written, as somebody else has the login or the person has an account. */
export type Creation = 'made' | 'login-taken' | 'has-account'

/** Methods reject for an outage of the store, with Refusal UNAVAILABLE. What resolved is durable. */
export interface Accounts {
  /** A person has one account: that is looked at before the login. */
  create(account: Account): Promise<Creation>
  /** Null where nobody has this login. */
  find(login: Login): Promise<Account | null>
  /** Null where the person has none, as guests. */
  ofPerson(user: UserId): Promise<Account | null>
  /** Those of `users` who have one. */
  among(users: readonly UserId[]): Promise<Set<UserId>>
  /** Ends its use. A database or connection that was given to the adapter stays open for whoever opened it. */
  close(): Promise<void>
}
