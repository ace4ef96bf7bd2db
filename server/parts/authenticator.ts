// Puts together who decides about everybody who comes in.
import type { User } from '../../protocol/rest.ts'
import { createAuthenticator, type Authenticator } from '../auth/authenticate.ts'
import type { Families } from '../auth/families.ts'
import { createPasswords } from '../auth/passwords.ts'
import { createTokens } from '../auth/tokens.ts'
import type { Config } from '../config.ts'
import type { Accounts } from '../store/accounts.ts'
import type { Directory } from '../store/directory.ts'
import type { HostIdentity } from '../store/host-identity.ts'
import type { Roles } from '../store/roles.ts'

export interface AuthenticatorParts {
  config: Config
  identity: HostIdentity
  accounts: Accounts
  families: Families
  roles: Roles
  directory: Directory
}

export function createHostAuthenticator({
  config,
  identity,
  accounts,
  families,
  roles,
  directory,
}: AuthenticatorParts): Authenticator {
  const { now } = Date
  const { password } = config
  const { hostId, signingKey } = identity
  const onNewcomer = ({ userId }: User): void => directory.newcomer(userId)
  const tokens = createTokens({ key: Buffer.from(signingKey, 'base64url'), hostId, password, now })
  const passwords = createPasswords()
  return createAuthenticator({
    tokens,
    families,
    accounts,
    roles,
    passwords,
    password,
    onNewcomer,
    now,
  })
}
