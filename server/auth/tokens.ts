// Issues and checks the tokens of people who have signed in: signed JSON Web Tokens (RFC 7519), HS256 with the host's own key.
import { createHmac, createSecretKey, randomUUID, timingSafeEqual } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import type { JWTPayload } from 'jose'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Refusal } from '../../protocol/errors.ts'
import { UserIdSchema } from '../../protocol/ids.ts'
import type { SignedIn, User } from '../../protocol/rest.ts'
import type { FamilyMember } from '../store/token-families.ts'

const MINUTE = 60_000
/** How long each kind of token lives, in milliseconds. */
export const TOKEN_LIFE = { access: 15 * MINUTE, refresh: 30 * 24 * 60 * MINUTE } as const

/** RFC 7518 §3.2: a key for HS256 is at least as long as its hash. */
const MIN_KEY_BYTES = 32

/** What a token is for. It stands in the audience, so that neither kind passes for the other. */
type Purpose = keyof typeof TOKEN_LIFE

/** `door`: which password was the host's when the token was given out, see `doorOf`. `fam`, `gen`: its place in its family. */
const Claims = Type.Object({
  sub: UserIdSchema,
  name: Type.String(),
  door: Type.String(),
  fam: Type.String(),
  gen: Type.Integer({ minimum: 0 }),
  exp: Type.Number(),
})
type Claims = Static<typeof Claims>

/** What signing in answers, but for the person. `expiresAt`: when `token` ends, ms since 1970. */
export type TokenPair = Omit<SignedIn, 'user'>

/** Whoever an access token says, the family that it belongs to, and when it ends, ms since 1970. */
export interface Bearer {
  user: User
  family: string
  expiresAt: number
}

/** Whoever a refresh token says. `sameDoor`: the host's password is still the one of then. Another one is for the caller to ask for. */
export interface Refresher {
  user: User
  member: FamilyMember
  sameDoor: boolean
}

/**
 * Checks refuse TOKEN_INVALID for what this host did not issue for that purpose (an access token also where it was issued
 * under another password), and TOKEN_EXPIRED for what it did too long ago. Whether the family is
 * still good is not looked at here.
 */
export interface Tokens {
  /** `member`: the place of the new tokens; the first of a new family where it is left out. */
  issue(user: User, member?: FamilyMember): Promise<TokenPair>
  verify(token: string): Promise<Bearer>
  verifyRefresh(refreshToken: string): Promise<Refresher>
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

  const sign = ({ userId, name }: User, { family, generation }: FamilyMember, purpose: Purpose, at: number) =>
    new SignJWT({ name, door, fam: family, gen: generation })
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
    issue: async (user, member = { family: randomUUID(), generation: 0 }) => {
      const at = now()
      const [token, refreshToken] = await Promise.all([
        sign(user, member, 'access', at),
        sign(user, member, 'refresh', at),
      ])
      return { token, refreshToken, expiresAt: seconds(at + TOKEN_LIFE.access) * 1000 }
    },
    verify: async (token) => {
      const claims = await check(token, 'access')
      if (!isSame(claims.door, door)) throw new Refusal('TOKEN_INVALID')
      return { user: toUser(claims), family: claims.fam, expiresAt: claims.exp * 1000 }
    },
    verifyRefresh: async (refreshToken) => {
      const claims = await check(refreshToken, 'refresh')
      const member = { family: claims.fam, generation: claims.gen }
      return { user: toUser(claims), member, sameDoor: isSame(claims.door, door) }
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
