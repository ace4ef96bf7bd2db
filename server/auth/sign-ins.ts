// Sign-ins from their beginning to their end: tokens are given out, looked at, exchanged for new ones, and taken back.
import { Refusal } from '../../protocol/errors.ts'
import type { Nonce } from '../../protocol/ids.ts'
import type { SignedIn, User } from '../../protocol/rest.ts'
import type { Accounts } from '../store/accounts.ts'
import type { FamilyMember } from '../store/token-families.ts'
import type { Families } from './families.ts'
import type { HostPassword } from './host-password.ts'
import type { Bearer, Tokens } from './tokens.ts'

/**
 * A refresh token, and the host's password where its sender knows one. `nonce`: see `RefreshRequest`, null where none was given.
 * `address`: where they come from, an IP address.
 */
export interface Renewal {
  refreshToken: string
  nonce: Nonce | null
  password: string | null
  address: string
}

export interface SignIns {
  /** The first tokens of a new sign-in of somebody who may come in. */
  signIn(user: User): Promise<SignedIn>
  /** Whoever the token says. Refuses UNAUTHENTICATED where it is null, TOKEN_INVALID, TOKEN_EXPIRED and TOKEN_REVOKED. */
  authenticateBearer(bearer: string | null): Promise<Bearer>
  /**
   * New tokens for the same person, who has to know the host's password where it has changed since. The old refresh token is
   * void then. Refuses TOKEN_INVALID, TOKEN_EXPIRED, WRONG_PASSWORD, TOO_FAST, and as `Families.exchange` does.
   */
  refresh(renewal: Renewal): Promise<SignedIn>
  /** Ends the sign-in that the token comes of: its tokens are no longer good, wherever they are. Refuses as `authenticateBearer`. */
  logOut(bearer: string | null): Promise<void>
}

export interface SignInsOptions {
  tokens: Tokens
  families: Families
  accounts: Accounts
  hostPassword: HostPassword
}

export function createSignIns({ tokens, families, accounts, hostPassword }: SignInsOptions): SignIns {
  const give = async (user: User, member?: FamilyMember): Promise<SignedIn> => ({
    ...(await tokens.issue(user, member)),
    user,
  })

  const authenticateBearer = async (bearer: string | null): Promise<Bearer> => {
    if (bearer === null) throw new Refusal('UNAUTHENTICATED')
    const known = await tokens.verify(bearer)
    families.assertGood(known.family)
    return known
  }

  /** A guest who has got an account since is called as they said then. */
  const byTheirName = async (user: User): Promise<User> => {
    const account = await accounts.ofPerson(user.userId)
    return account === null ? user : { ...user, name: account.name }
  }

  return {
    signIn: (user) => give(user),
    authenticateBearer,
    refresh: async ({ refreshToken, nonce, password, address }) => {
      const { user, member, sameDoor } = await tokens.verifyRefresh(refreshToken)
      if (!sameDoor) hostPassword.check(password, address)
      const next = await families.exchange(member, nonce)
      return give(await byTheirName(user), next)
    },
    logOut: async (bearer) => families.revoke((await authenticateBearer(bearer)).family),
  }
}
