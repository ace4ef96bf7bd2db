// Who one is at a host: a guest or the owner of an account, and perhaps one who looks after the host.
import type { Me } from '../../protocol/rest.ts'
import { toKept } from '../connection/kept-sign-ins.ts'
import { signUpAs, type AccountKey } from '../connection/newcomer.ts'
import type { RestClient } from '../connection/rest-client.ts'
import { endSignIn, endsSignIn, type Credentials } from '../connection/sign-in.ts'

export interface IdentityPorts {
  origin: string
  credentials: Credentials
  rest: Pick<RestClient, 'me'>
  /** Shows the host a token on the open connection, and calls back when it has taken it. False where there is no connection. */
  show: (token: string, onTaken: () => void) => boolean
}

export class Identity {
  /** Null while the host has not told. */
  me = $state.raw<Me | null>(null)
  readonly #ports: IdentityPorts

  constructor(ports: IdentityPorts) {
    this.#ports = ports
  }

  /** Asks once. Rejects with a RequestFailure. */
  async load(): Promise<void> {
    this.me ??= await this.#ports.rest.me()
  }

  /** The guest has an account from now on, and stays who they are. Rejects with a RequestFailure. */
  async makeAccount(key: AccountKey): Promise<void> {
    const { origin, credentials, rest } = this.#ports
    const token = await credentials.token()
    const signedIn = await signUpAs(origin, token, credentials.user.name, key)
    credentials.replace(toKept(signedIn))
    this.#endAfter(token, signedIn.token)
    this.me = await rest.me()
  }

  /** None of the tokens of this sign-in is good any more. Rejects with a RequestFailure where the host has not ended it. */
  async logOut(): Promise<void> {
    const { origin, credentials } = this.#ports
    try {
      await endSignIn(origin, await credentials.token())
    } catch (error) {
      if (!endsSignIn(error)) throw error
    }
  }

  /** The connection goes on with the new token. Where the old one cannot be ended now, it ends by itself. */
  #endAfter(old: string, token: string): void {
    const end = () => void endSignIn(this.#ports.origin, old).catch(() => {})
    if (!this.#ports.show(token, end)) end()
  }
}
