import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { SignJWT, UnsecuredJWT, decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import type { UserId } from '../../../protocol/ids.ts'
import { TOKEN_LIFE, createTokens } from '../../../server/auth/tokens.ts'

const KEY = Buffer.alloc(32, 1)
const START = Date.UTC(2025, 0, 1)
const USER = { userId: 'user-1' as UserId, name: '하늘' }

interface Host {
  key?: Uint8Array
  hostId?: string
  password?: string | null
}

function tokensAt(now: number, { key = KEY, hostId = 'host-1', password = null }: Host = {}) {
  return createTokens({ key, hostId, password, now: () => now })
}

const codeOf = (checked: Promise<unknown>) =>
  checked.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  )

/** A token that is right in everything but what is given. */
async function forge(claims: Record<string, unknown> = {}, { alg = 'HS256', key = KEY } = {}) {
  const { door, fam, gen } = decodeJwt((await tokensAt(START).issue(USER)).token)
  const right = {
    iss: 'host-1',
    aud: 'access',
    sub: 'user-1',
    name: 'a',
    door,
    fam,
    gen,
    exp: START / 1000 + 60,
  }
  return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg }).sign(createSecretKey(key))
}

describe('tokens', () => {
  it('bring back the person, each kind by its own check', async () => {
    const tokens = tokensAt(START)
    const { token, refreshToken, expiresAt } = await tokens.issue(USER)
    const bearer = await tokens.verify(token)
    expect(bearer).toEqual({ user: USER, family: expect.any(String) as string, expiresAt })
    const member = { family: bearer.family, generation: 0 }
    expect(await tokens.verifyRefresh(refreshToken)).toEqual({ user: USER, member, sameDoor: true })
    expect(expiresAt).toBe(START + 15 * 60_000)
  })

  it('[AU10] begin a family with each sign-in, and bring back the place that they were given in one', async () => {
    const tokens = tokensAt(START)
    const [one, other] = [await tokens.issue(USER), await tokens.issue(USER)]
    const familyOf = async ({ token }: { token: string }) => (await tokens.verify(token)).family
    expect(await familyOf(one)).not.toBe(await familyOf(other))
    const member = { family: await familyOf(one), generation: 7 }
    const next = await tokens.issue(USER, member)
    expect(await familyOf(next)).toBe(member.family)
    expect((await tokens.verifyRefresh(next.refreshToken)).member).toEqual(member)
  })

  it.each([
    ['access', 'verify'],
    ['refresh', 'verifyRefresh'],
  ] as const)('for %s end when they say, not before', async (purpose, verify) => {
    const { token, refreshToken } = await tokensAt(START).issue(USER)
    const given = purpose === 'access' ? token : refreshToken
    const end = START + TOKEN_LIFE[purpose]
    expect(await codeOf(tokensAt(end - 1000)[verify](given))).toBe('accepted')
    expect(await codeOf(tokensAt(end)[verify](given))).toBe('TOKEN_EXPIRED')
  })

  it('of one kind do not pass for the other', async () => {
    const tokens = tokensAt(START)
    const { token, refreshToken } = await tokens.issue(USER)
    expect(await codeOf(tokens.verify(refreshToken))).toBe('TOKEN_INVALID')
    expect(await codeOf(tokens.verifyRefresh(token))).toBe('TOKEN_INVALID')
  })

  it('of another host are invalid, even where it has the same key or they have expired', async () => {
    const { token } = await tokensAt(START).issue(USER)
    const late = START + TOKEN_LIFE.access
    for (const now of [START, late]) {
      expect(await codeOf(tokensAt(now, { hostId: 'host-2' }).verify(token))).toBe('TOKEN_INVALID')
      expect(await codeOf(tokensAt(now, { key: Buffer.alloc(32, 2) }).verify(token))).toBe('TOKEN_INVALID')
    }
  })

  it.each([
    [null, 'secret'],
    ['secret', null],
    ['secret', 'other'],
    [null, ''],
    [null, 'open'],
  ])('given out under the password %j are invalid under %j', async (before, after) => {
    const { token, refreshToken } = await tokensAt(START, { password: before }).issue(USER)
    const same = tokensAt(START, { password: before })
    const changed = tokensAt(START, { password: after })
    expect(await codeOf(same.verifyRefresh(refreshToken))).toBe('accepted')
    expect(await codeOf(changed.verify(token))).toBe('TOKEN_INVALID')
    expect(await changed.verifyRefresh(refreshToken)).toMatchObject({ user: USER, sameDoor: false })
  })

  it('do not show the password', async () => {
    const { token } = await tokensAt(START, { password: 'secret' }).issue(USER)
    expect(JSON.stringify(decodeJwt(token))).not.toContain('secret')
  })

  it('are accepted when they are made as this host makes them', async () => {
    expect(await codeOf(tokensAt(START).verify(await forge()))).toBe('accepted')
  })

  it.each([
    ['another issuer', { iss: 'host-2' }],
    ['no issuer', { iss: undefined }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['no person', { sub: undefined }],
    ['a person that cannot be', { sub: 'not an id' }],
    ['no name', { name: undefined }],
    ['a name that is no text', { name: 5 }],
    ['no password', { door: undefined }],
    ['no family', { fam: undefined }],
    ['a place that cannot be', { gen: -1 }],
    ['another password', { door: 'x' }],
    ['a beginning that is yet to come', { nbf: START / 1000 + 30 }],
  ])('with %s are invalid', async (_what, claims) => {
    expect(await codeOf(tokensAt(START).verify(await forge(claims)))).toBe('TOKEN_INVALID')
  })

  it('signed by another algorithm or by none are invalid', async () => {
    const claims = decodeJwt(await forge())
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const forged = [
      new UnsecuredJWT(claims).encode(),
      await forge({}, { alg: 'HS512', key: Buffer.alloc(64, 1) }),
      await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey),
    ]
    for (const token of forged) expect(await codeOf(tokensAt(START).verify(token))).toBe('TOKEN_INVALID')
  })

  it('with a single character changed are invalid', async () => {
    const { token } = await tokensAt(START).issue(USER)
    const at = token.indexOf('.') + 5
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
    expect(await codeOf(tokensAt(START).verify(changed))).toBe('TOKEN_INVALID')
  })

  it('of any other text are refused, never worse', async () => {
    const tokens = tokensAt(START)
    const part = fc.oneof(fc.base64String(), fc.string(), fc.json())
    const text = fc.oneof(
      fc.string(),
      fc.tuple(part, part, part).map((parts) => parts.join('.')),
    )
    await fc.assert(
      fc.asyncProperty(text, async (token) => (await codeOf(tokens.verify(token))) === 'TOKEN_INVALID'),
    )
  })

  it('are not signed with a key that is too short', () => {
    expect(() => tokensAt(START, { key: Buffer.alloc(31) })).toThrow(RangeError)
  })
})
