// Decides who somebody is, for the REST side and for STOMP's CONNECT alike.
import { Refusal } from '../../protocol/errors.ts'
import type { SignedIn, User } from '../../protocol/rest.ts'
import type { Accounts } from '../store/accounts.ts'
import { createAccountDoor, type AccountHolder, type Applicant } from './account-door.ts'
import type { Credentials } from './credentials.ts'
import { admitGuest } from './guests.ts'
import type { Guest } from './guests.ts'
import { createHostPassword } from './host-password.ts'
import type { Passwords } from './passwords.ts'
import type { Tokens } from './tokens.ts'

/** A refresh token, and the host's password where its sender knows one. `address`: where they come from, an IP address. */
export interface Renewal {
  refreshToken: string
  password: string | null
  address: string
}

export interface Authenticator {
  /** Signs a guest in. Refuses BAD_NAME, WRONG_PASSWORD and TOO_FAST. */
  admitGuest(guest: Guest): Promise<SignedIn>
  /** Makes an account and signs its owner in. Refuses as `AccountDoor.signUp` does. */
  signUp(applicant: Applicant): Promise<SignedIn>
  /** Signs the owner of an account in. Refuses as `AccountDoor.logIn` does. */
  logIn(holder: AccountHolder): Promise<SignedIn>
  /**
   * New tokens for the same person, who has to know the host's password where it has changed since. Refuses TOKEN_INVALID,
   * TOKEN_EXPIRED, WRONG_PASSWORD and TOO_FAST.
   */
  refresh(renewal: Renewal): Promise<SignedIn>
  /**
   * The sender of a CONNECT: whoever the token says, else a new guest by the nickname, else whose account it is. The first of
   * them that was given is right or refused, whatever else was given: many programs always send some login. Refuses
   * UNAUTHENTICATED and all that the other ways refuse.
   */
  authenticate(credentials: Credentials): Promise<User>
  /** Whoever the token says. Refuses UNAUTHENTICATED where it is null, TOKEN_INVALID and TOKEN_EXPIRED. */
  authenticateBearer(bearer: string | null): Promise<User>
}

/** What guests are called who give no name, where they need not. */
const UNNAMED = 'Guest'
const HALF_AN_ACCOUNT = 'An account needs both login and passcode.'

export interface AuthenticatorOptions {
  tokens: Tokens
  accounts: Accounts
  passwords: Passwords
  /** The host's password; null where guests need none. */
  password: string | null
  /** A guest or an account was made: nobody has heard of them before. */
  onNewcomer?: (user: User) => void
  /** Whether a CONNECT without any credentials is a guest's. */
  unnamedGuests?: boolean
  /** Milliseconds since 1970. */
  now: () => number
}

/** One authenticator a host: its ways in share one count of wrong passwords. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { tokens, accounts, passwords, password, unnamedGuests = false, onNewcomer, now } = options
  const hostPassword = createHostPassword(password, now)
  const door = createAccountDoor({ accounts, passwords, hostPassword, now })
  const signIn = async (user: User): Promise<SignedIn> => ({ ...(await tokens.issue(user)), user })

  const announced = (user: User): User => {
    onNewcomer?.(user)
    return user
  }
  const welcome = (guest: Guest): User => announced(admitGuest(hostPassword, guest))

  return {
    admitGuest: async (guest) => signIn(welcome(guest)),
    signUp: async (applicant) => signIn(announced(await door.signUp(applicant))),
    logIn: async (holder) => signIn(await door.logIn(holder)),
    refresh: async ({ refreshToken, password: given, address }) => {
      const { user, sameDoor } = await tokens.verifyRefresh(refreshToken)
      if (!sameDoor) hostPassword.check(given, address)
      return signIn(user)
    },
    authenticate: async ({ bearer, nickname, login, passcode, hostPassword: given, address }) => {
      if (bearer !== null) return tokens.verify(bearer)
      if (nickname !== null) return welcome({ nickname, password: given, address })
      if (login !== null && passcode !== null)
        return door.logIn({ login, password: passcode, hostPassword: given, address })
      if (login !== null || passcode !== null) throw new Refusal('UNAUTHENTICATED', HALF_AN_ACCOUNT)
      if (!unnamedGuests) throw new Refusal('UNAUTHENTICATED')
      return welcome({ nickname: UNNAMED, password: given, address })
    },
    authenticateBearer: async (bearer) => {
      if (bearer === null) throw new Refusal('UNAUTHENTICATED')
      return tokens.verify(bearer)
    },
  }
}
