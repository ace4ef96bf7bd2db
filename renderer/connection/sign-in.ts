// Staying the same person at a host: the tokens, renewed in time.
import Type from 'typebox'
import { HostInfo, SignedIn, type User } from '../../protocol/rest.ts'
import type { KeptSignIn } from './kept-sign-ins.ts'
import { oneTabAtATime } from './one-tab.ts'
import { request, RequestFailure } from './request.ts'

/** What a host tells to anybody. Rejects with a RequestFailure. */
export function askHost(origin: string): Promise<HostInfo> {
  return request(HostInfo, `${origin}/api/host`)
}

/** Ends the sign-in that the token is of: none of its tokens is good any more. Rejects with a RequestFailure. */
export async function endSignIn(origin: string, token: string): Promise<void> {
  await request(Type.Null(), `${origin}/api/auth/logout`, { token, body: {} })
}

/** A token with less than this left, in milliseconds, is renewed before it is used. */
const RENEW_BEFORE = 60_000
/** A clock that is ahead of the host's must not cause a renewal for every request. */
const RENEW_AT_MOST_EVERY = 60_000

/** Where somebody's tokens are kept, for all tabs of this browser. */
export interface TokenShelf {
  /** What is kept of this person now; null where nothing is. */
  read(): KeptSignIn | null
  keep(renewed: KeptSignIn): void
}

export interface CredentialsOptions {
  origin: string
  signedIn: KeptSignIn
  shelf: TokenShelf
  now?: () => number
}

/** One person's place at one host. */
export class Credentials {
  readonly #origin: string
  readonly #shelf: TokenShelf
  readonly #now: () => number
  /** The host's password as it is known here, for a host that has changed it since; null where none is known. */
  password: string | null = null
  #signedIn: KeptSignIn
  #renewing: Promise<void> | null = null
  #renewedAt = -Infinity

  constructor({ origin, signedIn, shelf, now = Date.now }: CredentialsOptions) {
    this.#origin = origin
    this.#signedIn = signedIn
    this.#shelf = shelf
    this.#now = now
  }

  get user(): User {
    return this.#signedIn.user
  }

  /** A token that is good for a while. Rejects with a RequestFailure where it had to be renewed and could not. */
  async token(): Promise<string> {
    if (this.#isEnding && this.#now() - this.#renewedAt >= RENEW_AT_MOST_EVERY) await this.renew()
    return this.#signedIn.token
  }

  /** Gets a new token now; calls at the same time share one request. Rejects with a RequestFailure. */
  renew(): Promise<void> {
    this.#renewing ??= oneTabAtATime(`renew.${this.user.userId}`, () => this.#renewAlone()).finally(() => {
      this.#renewing = null
    })
    return this.#renewing
  }

  /** A refresh token is good once: where another tab has used ours, its tokens are ours. */
  async #renewAlone(): Promise<void> {
    const stored = this.#shelf.read()
    const others = stored !== null && stored.token !== this.#signedIn.token
    if (others) this.#signedIn = stored
    if (!others || this.#isEnding) await this.#refresh()
    this.#renewedAt = this.#now()
  }

  /** The person has other tokens from now on. */
  replace(signedIn: KeptSignIn): void {
    this.#signedIn = signedIn
    this.#shelf.keep(signedIn)
  }

  async #refresh(): Promise<void> {
    const { refreshToken, nonce } = this.#signedIn
    const password = this.password === null ? {} : { password: this.password }
    const body = { refreshToken, nonce, ...password }
    const renewed = await request(SignedIn, `${this.#origin}/api/auth/refresh`, { body })
    // The same for all that come of this sign-in: tabs that renew at once must go on alike, and may read what they wrote in different orders.
    this.replace({ ...renewed, nonce })
  }

  get #isEnding(): boolean {
    return this.#signedIn.expiresAt - this.#now() < RENEW_BEFORE
  }
}

/** `WRONG_PASSWORD`: the host has another one than when the person signed in. */
const ENDS_SIGN_IN: ReadonlySet<string> = new Set([
  'TOKEN_INVALID',
  'TOKEN_EXPIRED',
  'TOKEN_REVOKED',
  'UNAUTHENTICATED',
  'WRONG_PASSWORD',
])

/** Whether a failure means that the person must sign in anew, not that the host is away. */
export function endsSignIn(error: unknown): boolean {
  if (!(error instanceof RequestFailure)) return false
  return ENDS_SIGN_IN.has(error.code)
}
