// Decides who somebody is, for the REST side and for STOMP's CONNECT alike.
import { Refusal } from '../../protocol/errors.ts'
import type { Me, SignedIn, User } from '../../protocol/rest.ts'
import type { Accounts } from '../store/accounts.ts'
import type { Roles } from '../store/roles.ts'
import { createAccountDoor, type AccountHolder, type Applicant } from './account-door.ts'
import type { Credentials } from './credentials.ts'
import type { Families } from './families.ts'
import { admitGuest } from './guests.ts'
import type { Guest } from './guests.ts'
import { createHostPassword } from './host-password.ts'
import type { Passwords } from './passwords.ts'
import { createSignIns, type SignIns } from './sign-ins.ts'
import type { Bearer, Tokens } from './tokens.ts'

/** Who has come in. `unnamed`: they have not said what they are called, and `name` stands in for that. */
export interface Visitor extends User {
  readonly unnamed?: boolean
}

/** Somebody who may come in. `token`: what they are let in by, as long as it lasts; null where that has no end. */
export interface Admitted {
  person: Visitor
  token: Omit<Bearer, 'user'> | null
}

export interface Authenticator extends Omit<SignIns, 'signIn'> {
  /** Signs a guest in. Refuses BAD_NAME, WRONG_PASSWORD and TOO_FAST. */
  admitGuest(guest: Guest): Promise<SignedIn>
  /**
   * Makes an account and signs its owner in: whoever the token says, or somebody new where it is null. Refuses as
   * `AccountDoor.signUp` and `authenticateBearer` do.
   */
  signUp(applicant: Omit<Applicant, 'guest'>, bearer: string | null): Promise<SignedIn>
  /** Signs the owner of an account in. Refuses as `AccountDoor.logIn` does. */
  logIn(holder: AccountHolder): Promise<SignedIn>
  /**
   * The sender of a CONNECT: whoever the token says, else a new guest by the nickname, else whose account it is. The first of
   * them that was given is right or refused, whatever else was given: many programs always send some login. Refuses
   * UNAUTHENTICATED and all that the other ways refuse.
   */
  authenticate(credentials: Credentials): Promise<Admitted>
  /** What this host knows of somebody besides. Rejects for an outage of the store, with Refusal UNAVAILABLE. */
  describe(user: User): Promise<Me>
}

/** What guests are called who give no name, where they need not. */
const UNNAMED = 'Guest'
const HALF_AN_ACCOUNT = 'An account needs both login and passcode.'

export interface AuthenticatorOptions {
  tokens: Tokens
  families: Families
  accounts: Accounts
  roles: Roles
  passwords: Passwords
  /** The host's password; null where guests need none. */
  password: string | null
  /** A guest or an account was made: nobody has heard of them before. */
  onNewcomer?: (user: User) => void
  /** Milliseconds since 1970. */
  now: () => number
}

/** One authenticator a host: its ways in share one count of wrong passwords. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { tokens, families, accounts, roles, passwords, password, onNewcomer, now } = options
  const hostPassword = createHostPassword(password, now)
  const door = createAccountDoor({ accounts, passwords, hostPassword, now })
  const signIns = createSignIns({ tokens, families, accounts, hostPassword })
  const announced = (user: User): User => {
    onNewcomer?.(user)
    return user
  }
  const welcome = (guest: Guest): User => announced(admitGuest(hostPassword, guest))

  return {
    ...signIns,
    admitGuest: async (guest) => signIns.signIn(welcome(guest)),
    signUp: async (applicant, bearer) => {
      if (bearer === null) return signIns.signIn(announced(await door.signUp({ ...applicant, guest: null })))
      const { user } = await signIns.authenticateBearer(bearer)
      return signIns.signIn(await door.signUp({ ...applicant, guest: user.userId }))
    },
    logIn: async (holder) => signIns.signIn(await door.logIn(holder)),
    authenticate: async ({
      bearer,
      nickname,
      login,
      passcode,
      hostPassword: given,
      address,
      unnamedGuests,
    }) => {
      if (bearer !== null) return byToken(await signIns.authenticateBearer(bearer))
      if (nickname !== null) return endless(welcome({ nickname, password: given, address }))
      if (login !== null && passcode !== null)
        return endless(await door.logIn({ login, password: passcode, hostPassword: given, address }))
      if (login !== null || passcode !== null) throw new Refusal('UNAUTHENTICATED', HALF_AN_ACCOUNT)
      if (!unnamedGuests) throw new Refusal('UNAUTHENTICATED')
      return endless({ ...welcome({ nickname: UNNAMED, password: given, address }), unnamed: true })
    },
    describe: async (user) => {
      const [account, admin] = [await accounts.ofPerson(user.userId), await roles.isAdmin(user.userId)]
      return { ...user, login: account?.login ?? null, admin }
    },
  }
}

function endless(person: Visitor): Admitted {
  return { person, token: null }
}

function byToken({ user, ...token }: Bearer): Admitted {
  return { person: user, token }
}
