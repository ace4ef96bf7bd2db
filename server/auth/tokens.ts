// Issues and checks the tokens of people who have signed in: signed JSON Web Tokens (RFC 7519), HS256 with the host's own key.
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import type { JWTPayload } from 'jose'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Refusal } from '../../protocol/errors.ts'
import { UserIdSchema } from '../../protocol/ids.ts'
import type { SignedIn, User } from '../../protocol/rest.ts'

const MINUTE = 60_000
/** How long each kind of token lives, in milliseconds. */
export const TOKEN_LIFE = { access: 15 * MINUTE, refresh: 30 * 24 * 60 * MINUTE } as const

/** RFC 7518 §3.2: a key for HS256 is at least as long as its hash. */
const MIN_KEY_BYTES = 32

/** What a token is for. It stands in the audience, so that neither kind passes for the other. */
type Purpose = keyof typeof TOKEN_LIFE

/** `door`: which password was the host's when the token was given out, see `doorOf`. */
const Claims = Type.Object({ sub: UserIdSchema, name: Type.String(), door: Type.String() })
type Claims = Static<typeof Claims>

/** What signing in answers, but for the person. `expiresAt`: when `token` ends, ms since 1970. */
export type TokenPair = Omit<SignedIn, 'user'>

/**
 * Checks refuse TOKEN_INVALID for what this host did not issue for that purpose (an access token also where it was issued
 * under another password), and TOKEN_EXPIRED for what it did too long ago.
 */
export interface Tokens {
  issue(user: User): Promise<TokenPair>
  verify(token: string): Promise<User>
  /** `sameDoor`: the host's password is still the one of then. Another one is for the caller to ask for. */
  verifyRefresh(refreshToken: string): Promise<{ user: User; sameDoor: boolean }>
}

export interface TokenOptions {
  /** At least 32 random bytes, the same for the life of the host. */
  key: Uint8Array
  hostId: string
  /** The host's password, null where it has none. Tokens that were issued under another one are no longer good. */
  password: string | null
  /** Milliseconds since 1970. */
  now: () => number
}

/** Tokens of one host. Throws RangeError where the key is too short to sign with. */
export function createTokens({ key, hostId, password, now }: TokenOptions): Tokens {
  if (key.byteLength < MIN_KEY_BYTES)
    throw new RangeError(`A signing key needs at least ${MIN_KEY_BYTES} bytes.`)
  const secret = createSecretKey(key)
  const door = doorOf(key, password)

  const sign = ({ userId, name }: User, purpose: Purpose, at: number) =>
    new SignJWT({ name, door })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(hostId)
      .setAudience(purpose)
      .setSubject(userId)
      .setIssuedAt(seconds(at))
      .setExpirationTime(seconds(at + TOKEN_LIFE[purpose]))
      .sign(secret)

  const check = async (token: string, purpose: Purpose): Promise<Claims> => {
    const options = { algorithms: ['HS256'], issuer: hostId, audience: purpose, requiredClaims: ['exp'] }
    const currentDate = new Date(now())
    try {
      return toClaims((await jwtVerify(token, secret, { ...options, currentDate })).payload)
    } catch (error) {
      throw toRefusal(error)
    }
  }

  return {
    issue: async (user) => {
      const at = now()
      const [token, refreshToken] = await Promise.all([sign(user, 'access', at), sign(user, 'refresh', at)])
      return { token, refreshToken, expiresAt: seconds(at + TOKEN_LIFE.access) * 1000 }
    },
    verify: async (token) => {
      const claims = await check(token, 'access')
      if (!isSame(claims.door, door)) throw new Refusal('TOKEN_INVALID')
      return toUser(claims)
    },
    verifyRefresh: async (refreshToken) => {
      const claims = await check(refreshToken, 'refresh')
      return { user: toUser(claims), sameDoor: isSame(claims.door, door) }
    },
  }
}

/** JWT times are whole seconds (RFC 7519 §2, NumericDate). */
const seconds = (ms: number): number => Math.floor(ms / 1000)

/**
 * Stands for the password in a token and tells nothing of it to whoever lacks the key (HMAC, RFC 2104). The text before it
 * keeps it apart from everything else that the key signs.
 */
function doorOf(key: Uint8Array, password: string | null): string {
  const door = password === null ? 'open' : `locked:${password}`
  return createHmac('sha256', key).update(`door:${door}`).digest('base64url')
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}

function toClaims(payload: JWTPayload): Claims {
  if (!Value.Check(Claims, payload)) throw new Refusal('TOKEN_INVALID')
  return payload
}

function toUser({ sub, name }: Claims): User {
  return { userId: sub, name }
}

/** jose checks the signature and the issuer before the time: a foreign token is invalid, never merely expired. */
function toRefusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new Refusal('TOKEN_EXPIRED')
  return error instanceof errors.JOSEError ? new Refusal('TOKEN_INVALID') : error
}
