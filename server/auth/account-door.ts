// Signs people up and logs them in: those with an account of this host.
import { randomUUID } from 'node:crypto'
import { toAccountPassword, toLogin } from '../../protocol/account.ts'
import { Refusal } from '../../protocol/errors.ts'
import type { Login, UserId } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { User } from '../../protocol/rest.ts'
import { toNickname } from '../../protocol/text.ts'
import type { Account, Accounts, Creation } from '../store/accounts.ts'
import { FewAtOnce } from './few-at-once.ts'
import type { HostPassword } from './host-password.ts'
import { createLoginThrottle } from './login-throttle.ts'
import type { Passwords } from './passwords.ts'

/** Each takes 32 MiB and a thread of the four that also look after files and names. */
const HASHES_AT_ONCE = 2

/** Somebody who says whose account they are. `hostPassword`: null where none was given. `address`: where they come from, an IP address. */
export interface AccountHolder {
  login: string
  password: string
  hostPassword: string | null
  address: string
}

/**
 * Somebody who wants an account. `nickname`: how others will see them. `guest`: who they are here already, as their token says,
 * for which they knew the host's password; null for somebody new.
 */
export interface Applicant extends AccountHolder {
  nickname: string
  guest: UserId | null
}

/** Both refuse WRONG_PASSWORD where the host has a password and this is not it, and TOO_FAST. */
export interface AccountDoor {
  /**
   * A new person, or the guest that they were, who can log in from now on. Refuses BAD_LOGIN, BAD_PASSWORD, BAD_NAME,
   * LOGIN_TAKEN, and HAS_ACCOUNT to a guest who is none any more.
   */
  signUp(applicant: Applicant): Promise<User>
  /** Whose account it is. Refuses WRONG_LOGIN, in the same way and time for an unknown login and for a wrong password. */
  logIn(holder: AccountHolder): Promise<User>
}

export interface AccountDoorOptions {
  accounts: Accounts
  passwords: Passwords
  hostPassword: HostPassword
  /** Milliseconds since 1970. */
  now: () => number
}

/** One door a host: its ways in share one count of wrong logins. */
export function createAccountDoor({
  accounts,
  passwords,
  hostPassword,
  now,
}: AccountDoorOptions): AccountDoor {
  const throttle = createLoginThrottle(now)
  const hashing = new FewAtOnce({ atOnce: HASHES_AT_ONCE, inHand: LIMITS.passwordsInHand })

  const holderOf = async (login: Login | null, password: string | null): Promise<Account | null> => {
    const account = login === null ? null : await accounts.find(login)
    // What can be no password is compared all the same, with nobody's.
    const hash = password === null ? null : (account?.passwordHash ?? null)
    return (await passwords.isRight(password ?? '', hash)) ? account : null
  }

  return {
    signUp: async (applicant) => {
      const { guest } = applicant
      if (guest === null) hostPassword.check(applicant.hostPassword, applicant.address)
      else if ((await accounts.ofPerson(guest)) !== null) throw new Refusal('HAS_ACCOUNT')
      const { password, ...fit } = assertFit(applicant)
      const passwordHash = await hashing.do(() => passwords.hash(password))
      const account = { ...fit, userId: guest ?? (randomUUID() as UserId), passwordHash }
      assertMade(await accounts.create(account))
      return toUser(account)
    },
    logIn: async ({ login: given, password, hostPassword: hosts, address }) => {
      hostPassword.check(hosts, address)
      const login = toLogin(given)
      return hashing.do(async () => {
        // In its turn, not before: guesses that come all at once are counted one after the other.
        throttle.assertMayTry(login, address)
        const account = await holderOf(login, toAccountPassword(password))
        if (account !== null) return toUser(account)
        throttle.wasWrong(login, address)
        throw new Refusal('WRONG_LOGIN')
      })
    },
  }
}

function assertMade(creation: Creation): void {
  if (creation === 'login-taken') throw new Refusal('LOGIN_TAKEN')
  if (creation === 'has-account') throw new Refusal('HAS_ACCOUNT')
}

function assertFit(applicant: Applicant): { login: Login; password: string; name: string } {
  const login = toLogin(applicant.login)
  if (login === null) throw new Refusal('BAD_LOGIN')
  const password = toAccountPassword(applicant.password)
  if (password === null) throw new Refusal('BAD_PASSWORD')
  const name = toNickname(applicant.nickname)
  if (!name.ok) throw new Refusal('BAD_NAME')
  return { login, password, name: name.text }
}

function toUser({ userId, name }: Account): User {
  return { userId, name }
}
