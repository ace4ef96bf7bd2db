// Who a client is on every node: a guest with the tokens of one sign-in, which are refreshed as a client does it.
import { randomUUID } from 'node:crypto'
import { ERRORS, type ErrorCode } from '../../../../protocol/errors.ts'
import type { ErrorBody, SignedIn } from '../../../../protocol/rest.ts'
import { ask, NoAnswer } from './node-address.ts'

/** Milliseconds that a token has to be good for yet. */
const SPARE = 120_000

export class Identity {
  #signedIn: SignedIn
  /** Of the refresh that has not been answered yet; null where there is none. */
  #nonce: string | null = null

  private constructor(signedIn: SignedIn) {
    this.#signedIn = signedIn
  }

  /** Rejects with NoAnswer. */
  static async asGuest(http: string, nickname: string): Promise<Identity> {
    return new Identity(await post<SignedIn>(`${http}/api/auth/guest`, { nickname }))
  }

  get userId(): SignedIn['user']['userId'] {
    return this.#signedIn.user.userId
  }

  get token(): string {
    return this.#signedIn.token
  }

  /** Whether a refresh is due, or one has had no answer. */
  get isStale(): boolean {
    return this.#nonce !== null || this.#signedIn.expiresAt - Date.now() < SPARE
  }

  /** One that has had no answer is asked for again by the same nonce. Rejects with NoAnswer. */
  async refresh(http: string): Promise<void> {
    this.#nonce ??= randomUUID()
    const { refreshToken } = this.#signedIn
    this.#signedIn = await post(`${http}/api/auth/refresh`, { refreshToken, nonce: this.#nonce })
    this.#nonce = null
  }
}

async function post<Body>(url: string, said: object): Promise<Body> {
  const headers = { 'Content-Type': 'application/json' }
  const { status, body } = await ask<Body>(url, { method: 'POST', headers, body: JSON.stringify(said) })
  if (status < 300) return body
  const { code, message } = body as ErrorBody
  if (ERRORS[code as ErrorCode].retry) throw new NoAnswer(`${url}: ${code}`)
  throw new Error(`${url}: ${status} ${code}: ${message}`)
}
