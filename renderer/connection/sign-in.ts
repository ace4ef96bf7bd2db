// Signing in to a host as a guest, and staying the same person there: the tokens, kept and renewed.
import { Value } from 'typebox/value'
import { HostInfo, SignedIn, type User } from '../../protocol/rest.ts'
import type { KeptValues } from './kept-values.ts'
import { request, RequestFailure } from './request.ts'

/** What a host tells to anybody. Rejects with a RequestFailure. */
export function askHost(origin: string): Promise<HostInfo> {
  return request(HostInfo, `${origin}/api/host`)
}

/** A new guest. `password` is the host's; null where it has none. Rejects with a RequestFailure. */
export function signInAsGuest(origin: string, nickname: string, password: string | null): Promise<SignedIn> {
  const body = password === null ? { nickname } : { nickname, password }
  return request(SignedIn, `${origin}/api/auth/guest`, { body })
}

/** A token with less than this left, in milliseconds, is renewed before it is used. */
const RENEW_BEFORE = 60_000
/** A clock that is ahead of the host's must not cause a renewal for every request. */
const RENEW_AT_MOST_EVERY = 60_000

/** One person's place at one host. */
export class Credentials {
  readonly #origin: string
  readonly #keep: (signedIn: SignedIn) => void
  readonly #now: () => number
  #signedIn: SignedIn
  #renewing: Promise<void> | null = null
  #renewedAt = -Infinity

  constructor(origin: string, signedIn: SignedIn, keep: (signedIn: SignedIn) => void, now = Date.now) {
    this.#origin = origin
    this.#signedIn = signedIn
    this.#keep = keep
    this.#now = now
  }

  get user(): User {
    return this.#signedIn.user
  }

  /** A token that is good for a while. Rejects with a RequestFailure where it had to be renewed and could not. */
  async token(): Promise<string> {
    const now = this.#now()
    const ending = this.#signedIn.expiresAt - now < RENEW_BEFORE
    if (ending && now - this.#renewedAt >= RENEW_AT_MOST_EVERY) await this.renew()
    return this.#signedIn.token
  }

  /** Gets a new token now; calls at the same time share one request. Rejects with a RequestFailure. */
  renew(): Promise<void> {
    this.#renewing ??= this.#fetchNew().finally(() => {
      this.#renewing = null
    })
    return this.#renewing
  }

  async #fetchNew(): Promise<void> {
    const { refreshToken } = this.#signedIn
    this.#signedIn = await request(SignedIn, `${this.#origin}/api/auth/refresh`, { body: { refreshToken } })
    this.#renewedAt = this.#now()
    this.#keep(this.#signedIn)
  }
}

/** Whether a failure means that the person must sign in anew, not that the host is away. */
export function endsSignIn(error: unknown): boolean {
  if (!(error instanceof RequestFailure)) return false
  return error.code === 'TOKEN_INVALID' || error.code === 'TOKEN_EXPIRED' || error.code === 'UNAUTHENTICATED'
}

const nameFor = (hostId: string) => `signed-in.${hostId}`

/** Keeps who one is at a host, by the host's own id: its address may change. */
export function keepSignedIn(values: KeptValues, hostId: string, signedIn: SignedIn): void {
  values.write(nameFor(hostId), signedIn)
}

/** Who one was at the host the last time, or null. */
export function keptSignedIn(values: KeptValues, hostId: string): SignedIn | null {
  const kept = values.read(nameFor(hostId))
  return Value.Check(SignedIn, kept) ? kept : null
}

/** The next sign-in at this host is a new person's. */
export function forgetSignedIn(values: KeptValues, hostId: string): void {
  values.forget(nameFor(hostId))
}
