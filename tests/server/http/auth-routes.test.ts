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

describe('POST /api/auth/refresh', () => {
  const refresh = (host: TestHost, refreshToken: string) =>
    ask(host, { method: 'POST', url: '/api/auth/refresh', payload: { refreshToken } })

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
    expect(me.body).toEqual(before.user)
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
