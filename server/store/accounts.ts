// The port to the accounts: people who can sign in again, from anywhere, by a login and a password.
import type { Login, UserId } from '../../protocol/ids.ts'

/** `name`: as others see it. `passwordHash`: what the password is compared with, never the password itself. */
export interface Account {
  login: Login
  userId: UserId
  name: string
  passwordHash: string
}

/** Methods reject for an outage of the store, with Refusal UNAVAILABLE. What resolved is durable. */
export interface Accounts {
  /** False where the login is taken: then nothing was written. Rejects where another account has the person's id. */
  create(account: Account): Promise<boolean>
  /** Null where nobody has this login. */
  find(login: Login): Promise<Account | null>
  /** Ends its use. A database or connection that was given to the adapter stays open for whoever opened it. */
  close(): Promise<void>
}
