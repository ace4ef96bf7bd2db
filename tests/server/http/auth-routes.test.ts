import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import type { SignedIn } from '../../../protocol/rest.ts'
import { TOKEN_LIFE } from '../../../server/auth/tokens.ts'
import { START, ask, createTestHost, signIn } from './test-host.ts'
import type { TestHost } from './test-host.ts'

const guest = (host: TestHost, payload: unknown) =>
  ask(host, { method: 'POST', url: '/api/auth/guest', payload: payload as object })

describe('POST /api/auth/guest', () => {
  it('gives a guest tokens and an id of their own', async () => {
    const host = createTestHost()
    const { status, body } = await guest(host, { nickname: '  하늘  바다 ' })
    expect(status).toBe(200)
    expect(body).toEqual({
      token: expect.any(String) as string,
      refreshToken: expect.any(String) as string,
      expiresAt: START + TOKEN_LIFE.access,
      user: { userId: expect.stringMatching(/^[\w-]{36}$/) as string, name: '하늘 바다' },
    })
    expect((await signIn(host)).user.userId).not.toBe((await signIn(host)).user.userId)
  })

  it.each(['', '   ', 'x'.repeat(LIMITS.nicknameLength + 1), 'a\u202Eb', '\u200B'])(
    'refuses the nickname %j',
    async (nickname) => {
      const { status, body } = await guest(createTestHost(), { nickname })
      expect([status, (body as { code: string }).code]).toEqual([400, 'BAD_NAME'])
    },
  )

  it.each([undefined, 'wrong', ''])('refuses the password %j where another is needed', async (password) => {
    const { status, body } = await guest(createTestHost({ password: '열려라' }), { nickname: 'a', password })
    expect([status, (body as { code: string }).code]).toEqual([403, 'WRONG_PASSWORD'])
  })

  it('admits whoever knows the password, however their keyboard composes it', async () => {
    const answer = await guest(createTestHost({ password: '열려라' }), {
      nickname: 'a',
      password: '열려라'.normalize('NFD'),
    })
    expect(answer.status).toBe(200)
  })

  it('answers a guesser with TOO_FAST and when to come back, even when right at last', async () => {
    const host = createTestHost({ password: 'secret' })
    for (let i = 0; i < 8; i++)
      expect((await guest(host, { nickname: 'a', password: 'no' })).status).toBe(403)
    const { status, body, headers } = await guest(host, { nickname: 'a', password: 'secret' })
    expect([status, (body as { code: string }).code]).toEqual([429, 'TOO_FAST'])
    expect(headers['retry-after']).toBe('10')
    host.now += 10_000
    expect((await guest(host, { nickname: 'a', password: 'secret' })).status).toBe(200)
  })

  it.each([
    [{}, 'nickname'],
    [{ nickname: 5 }, 'nickname'],
    [{ nickname: 'a', password: 5 }, 'password'],
    [{ nickname: 'x'.repeat(513) }, 'nickname'],
    [[], 'body'],
  ])('says what is wrong with %j', async (payload, word) => {
    const { status, body } = await guest(createTestHost(), payload)
    expect(status).toBe(400)
    expect(body).toEqual({ code: 'BAD_REQUEST', message: expect.stringContaining(word) as string })
  })
})

const refresh = (host: TestHost, refreshToken: string, more: object = {}) =>
  ask(host, { method: 'POST', url: '/api/auth/refresh', payload: { refreshToken, ...more } })

/** What the host answers to whoever shows this token. */
const meOf = async (host: TestHost, { token }: SignedIn) =>
  (await ask(host, { url: '/api/me', headers: { authorization: `Bearer ${token}` } })).body

const REVOKED = { status: 401, body: { code: 'TOKEN_REVOKED' } }

describe('POST /api/auth/refresh', () => {
  it('gives the same person new tokens, also when the old one has expired', async () => {
    const host = createTestHost()
    const before = await signIn(host)
    host.now += TOKEN_LIFE.access + 1_000
    const { status, body } = await refresh(host, before.refreshToken)
    const after = body as SignedIn
    expect(status).toBe(200)
    expect(after.user).toEqual(before.user)
    expect(after.expiresAt).toBe(host.now + TOKEN_LIFE.access)
    const me = await ask(host, { url: '/api/me', headers: { authorization: `Bearer ${after.token}` } })
    expect(me.body).toMatchObject(before.user)
  })

  it('refuses an access token, nonsense, and a refresh token that has expired', async () => {
    const host = createTestHost()
    const { token, refreshToken } = await signIn(host)
    expect((await refresh(host, token)).body).toMatchObject({ code: 'TOKEN_INVALID' })
    expect((await refresh(host, 'nonsense')).body).toMatchObject({ code: 'TOKEN_INVALID' })
    host.now += TOKEN_LIFE.refresh
    const late = await refresh(host, refreshToken)
    expect([late.status, late.body]).toMatchObject([401, { code: 'TOKEN_EXPIRED' }])
  })
})

describe('a refresh token', () => {
  it('[AU10] that comes again ends the sign-in with all its tokens, and no other', async () => {
    const host = createTestHost()
    const [first, other] = [await signIn(host), await signIn(host)]
    const second = (await refresh(host, first.refreshToken)).body as SignedIn
    expect(await meOf(host, first)).toMatchObject(first.user)
    expect(await refresh(host, first.refreshToken)).toMatchObject(REVOKED)
    for (const one of [first, second]) expect(await meOf(host, one)).toMatchObject({ code: 'TOKEN_REVOKED' })
    expect(await refresh(host, second.refreshToken)).toMatchObject(REVOKED)
    expect((await refresh(host, other.refreshToken)).status).toBe(200)
  })

  it('[AU10] is exchanged for one of two who ask at once', async () => {
    const host = createTestHost()
    const { refreshToken } = await signIn(host)
    const answers = await Promise.all([refresh(host, refreshToken), refresh(host, refreshToken)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401])
  })

  it('[AU11] may be shown again with the nonce of its refresh, until the next', async () => {
    const host = createTestHost()
    const { refreshToken, user } = await signIn(host)
    const [named, next] = [{ nonce: 'n-1' }, { nonce: 'n-2' }]
    await refresh(host, refreshToken, named)
    const again = (await refresh(host, refreshToken, named)).body as SignedIn
    expect(again.user).toEqual(user)
    expect((await refresh(host, again.refreshToken, next)).status).toBe(200)
    expect(await refresh(host, refreshToken, named)).toMatchObject(REVOKED)
  })

  it('is not used up by a request that is refused', async () => {
    const host = createTestHost()
    const { refreshToken } = await signIn(host)
    expect((await refresh(host, refreshToken, { nonce: 'not a nonce' })).status).toBe(400)
    expect((await refresh(host, refreshToken)).status).toBe(200)
  })
})

describe('POST /api/auth/logout', () => {
  const logOut = (host: TestHost, token: string) =>
    ask(host, { method: 'POST', url: '/api/auth/logout', headers: { authorization: `Bearer ${token}` } })

  it('[AU12] ends this sign-in, and no other of the same person', async () => {
    const host = createTestHost()
    const signedIn = await signIn(host)
    const next = (await refresh(host, signedIn.refreshToken)).body as SignedIn
    const other = await signIn(host)
    expect(await logOut(host, next.token)).toMatchObject({ status: 204, text: '' })
    for (const one of [signedIn, next]) expect(await meOf(host, one)).toMatchObject({ code: 'TOKEN_REVOKED' })
    expect(await refresh(host, next.refreshToken)).toMatchObject(REVOKED)
    expect(await logOut(host, next.token)).toMatchObject(REVOKED)
    expect(await meOf(host, other)).toMatchObject(other.user)
  })

  it('wants a token', async () => {
    const answer = await ask(createTestHost(), { method: 'POST', url: '/api/auth/logout' })
    expect([answer.status, answer.body]).toMatchObject([401, { code: 'UNAUTHENTICATED' }])
  })
})
