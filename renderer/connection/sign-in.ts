// Signing in to a host as a guest, and staying the same person there: the tokens, kept and renewed.
import Type from 'typebox'
import { Value } from 'typebox/value'
import type { UserId } from '../../protocol/ids.ts'
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
  /** The host's password as it is known here, for a host that has changed it since; null where none is known. */
  password: string | null = null
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
    const body = this.password === null ? { refreshToken } : { refreshToken, password: this.password }
    this.#signedIn = await request(SignedIn, `${this.#origin}/api/auth/refresh`, { body })
    this.#renewedAt = this.#now()
    this.#keep(this.#signedIn)
  }
}

/** `WRONG_PASSWORD`: the host has another one than when the person signed in. */
const ENDS_SIGN_IN: ReadonlySet<string> = new Set([
  'TOKEN_INVALID',
  'TOKEN_EXPIRED',
  'UNAUTHENTICATED',
  'WRONG_PASSWORD',
])

/** Whether a failure means that the person must sign in anew, not that the host is away. */
export function endsSignIn(error: unknown): boolean {
  if (!(error instanceof RequestFailure)) return false
  return ENDS_SIGN_IN.has(error.code)
}

/** So many people of one host are remembered, the latest first. */
const MOST_KEPT = 8

const nameFor = (hostId: string) => `signed-in.${hostId}`
const KeptSignIns = Type.Array(SignedIn)

function readKept(values: KeptValues, hostId: string): SignedIn[] {
  const kept = values.read(nameFor(hostId))
  return Value.Check(KeptSignIns, kept) ? kept : []
}

/** Keeps who one is now at a host, by the host's own id: its address may change. Others that one was there stay. */
export function keepSignedIn(values: KeptValues, hostId: string, signedIn: SignedIn): void {
  const others = readKept(values, hostId).filter(({ user }) => user.name !== signedIn.user.name)
  values.write(nameFor(hostId), [signedIn, ...others].slice(0, MOST_KEPT))
}

/** Keeps the new tokens of somebody; who was there the last time stays who it is. */
export function keepRenewed(values: KeptValues, hostId: string, renewed: SignedIn): void {
  const isSame = ({ user }: SignedIn) => user.userId === renewed.user.userId
  const kept = readKept(values, hostId)
  values.write(
    nameFor(hostId),
    kept.map((one) => (isSame(one) ? renewed : one)),
  )
}

/** Who one was at the host the last time, or null. */
export function lastSignedIn(values: KeptValues, hostId: string): SignedIn | null {
  return readKept(values, hostId)[0] ?? null
}

/** Who one was at the host under a nickname, which must be normalised; null for a new one. */
export function signedInAs(values: KeptValues, hostId: string, nickname: string): SignedIn | null {
  return readKept(values, hostId).find(({ user }) => user.name === nickname) ?? null
}

/** The next sign-in at this host under this person's nickname is a new person's. */
export function forgetSignedIn(values: KeptValues, hostId: string, userId: UserId): void {
  const others = readKept(values, hostId).filter(({ user }) => user.userId !== userId)
  values.write(nameFor(hostId), others)
}
