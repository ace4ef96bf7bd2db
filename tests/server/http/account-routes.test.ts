import { describe, expect, it } from 'vitest'
import type { Login } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import type { SignedIn } from '../../../protocol/rest.ts'
import { TOKEN_LIFE } from '../../../server/auth/tokens.ts'
import { START, ask, createTestHost, signIn } from './test-host.ts'
import type { TestHost } from './test-host.ts'

const HANEUL = { login: 'Haneul', password: 'correct horse', nickname: ' 하늘 ' }
const LOGIN = { login: 'haneul', password: 'correct horse' }

const post = (host: TestHost, way: 'signup' | 'login', payload: object) =>
  ask(host, { method: 'POST', url: `/api/auth/${way}`, payload })

describe('POST /api/auth/signup', () => {
  it('[AU7] gives somebody new what a guest gets', async () => {
    const host = createTestHost()
    const { status, body } = await post(host, 'signup', HANEUL)
    expect(status).toBe(200)
    expect(body).toEqual({
      token: expect.any(String) as string,
      refreshToken: expect.any(String) as string,
      expiresAt: START + TOKEN_LIFE.access,
      user: { userId: expect.stringMatching(/^[\w-]{36}$/) as string, name: '하늘' },
    })
    expect(host.newcomers).toEqual([(body as SignedIn).user])
  })

  it.each([
    [{ login: 'HANEUL' }, 409, 'LOGIN_TAKEN'],
    [{ login: 'two words' }, 400, 'BAD_LOGIN'],
    [{ login: 'other', password: '1234567' }, 400, 'BAD_PASSWORD'],
    [{ login: 'other', nickname: 'x'.repeat(LIMITS.nicknameLength + 1) }, 400, 'BAD_NAME'],
    [{ login: 'x'.repeat(1_281) }, 400, 'BAD_REQUEST'],
    [{ password: 'x'.repeat(2_561) }, 400, 'BAD_REQUEST'],
    [{ nickname: undefined }, 400, 'BAD_REQUEST'],
    [{ login: 5 }, 400, 'BAD_REQUEST'],
  ])('refuses %.60j with %i %s', async (part, status, code) => {
    const host = createTestHost()
    await post(host, 'signup', HANEUL)
    const refused = await post(host, 'signup', { ...HANEUL, ...part })
    expect([refused.status, refused.body]).toMatchObject([status, { code }])
    expect(host.newcomers).toHaveLength(1)
  })
})

describe('a guest who signs up', () => {
  const signUpAs = (host: TestHost, token: string, more: object = {}) =>
    ask(host, {
      method: 'POST',
      url: '/api/auth/signup',
      headers: { authorization: `Bearer ${token}` },
      payload: { ...HANEUL, ...more },
    })

  it('[AU8] is the same person from then on, by the name that they give now', async () => {
    const host = createTestHost()
    const guest = await signIn(host, '나그네')
    const { status, body } = await signUpAs(host, guest.token)
    const user = { userId: guest.user.userId, name: '하늘' }
    expect([status, body]).toMatchObject([200, { user }])
    expect((await post(host, 'login', LOGIN)).body).toMatchObject({ user })
    const payload = { refreshToken: guest.refreshToken }
    expect((await ask(host, { method: 'POST', url: '/api/auth/refresh', payload })).body).toMatchObject({
      user,
    })
    expect(host.newcomers).toEqual([guest.user])
  })

  it('[AU8] has one account: a second is HAS_ACCOUNT, also where both are asked for at once', async () => {
    const host = createTestHost()
    const { token } = await signIn(host)
    const answers = await Promise.all(['one', 'two'].map((login) => signUpAs(host, token, { login })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await signUpAs(host, token, { login: 'three' })).toMatchObject({ body: { code: 'HAS_ACCOUNT' } })
  })

  it('[AU8] needs no password of the host again; a token that is not good makes nobody', async () => {
    const host = createTestHost({ password: '열려라' })
    const payload = { nickname: '나그네', password: '열려라' }
    const { token } = (await ask(host, { method: 'POST', url: '/api/auth/guest', payload })).body as SignedIn
    expect(await signUpAs(host, 'nonsense')).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
    expect(await host.accounts.find('haneul' as Login)).toBeNull()
    expect((await signUpAs(host, token)).status).toBe(200)
  })
})

describe('GET /api/me', () => {
  it('[AU9] tells the login, and who looks after the host; a guest with an admin’s name is a guest', async () => {
    const host = createTestHost({ admins: ['haneul'] })
    const me = async ({ token }: SignedIn) =>
      (await ask(host, { url: '/api/me', headers: { authorization: `Bearer ${token}` } })).body
    expect(await me(await signIn(host, 'haneul'))).toMatchObject({ login: null, admin: false })
    const admin = (await post(host, 'signup', HANEUL)).body as SignedIn
    const other = (await post(host, 'signup', { ...HANEUL, login: 'haneul2' })).body as SignedIn
    expect(await me(admin)).toEqual({ ...admin.user, login: 'haneul', admin: true })
    expect(await me(other)).toMatchObject({ login: 'haneul2', admin: false })
  })
})

describe('POST /api/auth/login', () => {
  it('[AU7] gives the same person new tokens, which are as good as those of the sign-up', async () => {
    const host = createTestHost()
    const { user } = (await post(host, 'signup', HANEUL)).body as SignedIn
    const { status, body } = await post(host, 'login', LOGIN)
    const signedIn = body as SignedIn
    expect([status, signedIn.user]).toEqual([200, user])
    const me = await ask(host, { url: '/api/me', headers: { authorization: `Bearer ${signedIn.token}` } })
    expect(me.body).toEqual({ ...user, login: 'haneul', admin: false })
    const payload = { refreshToken: signedIn.refreshToken }
    const refreshed = await ask(host, { method: 'POST', url: '/api/auth/refresh', payload })
    expect(refreshed.body).toMatchObject({ user })
    expect(host.newcomers).toEqual([user])
  })

  it('[AU2] answers an unknown login and a wrong password with the same bytes', async () => {
    const host = createTestHost()
    await post(host, 'signup', HANEUL)
    const unknown = await post(host, 'login', { ...LOGIN, login: 'bada' })
    const wrong = await post(host, 'login', { ...LOGIN, password: 'wrong horse' })
    const impossible = await post(host, 'login', { login: '', password: '' })
    expect([unknown.status, unknown.body]).toMatchObject([401, { code: 'WRONG_LOGIN' }])
    for (const other of [wrong, impossible]) {
      expect([other.status, other.text]).toEqual([unknown.status, unknown.text])
      expect({ ...other.headers, date: null }).toEqual({ ...unknown.headers, date: null })
    }
  })

  it('[AU3] answers a guesser with TOO_FAST and when to come back', async () => {
    const host = createTestHost()
    await post(host, 'signup', HANEUL)
    for (let i = 0; i < 8; i++)
      expect((await post(host, 'login', { ...LOGIN, password: 'wrong horse' })).status).toBe(401)
    const { status, body, headers } = await post(host, 'login', LOGIN)
    expect([status, body, headers['retry-after']]).toMatchObject([429, { code: 'TOO_FAST' }, '10'])
    host.now += 10_000
    expect((await post(host, 'login', LOGIN)).status).toBe(200)
  })
})

describe('a host with a password', () => {
  it('[AU6] asks for it here too', async () => {
    const host = createTestHost({ password: '열려라' })
    const known = { hostPassword: '열려라' }
    expect((await post(host, 'signup', HANEUL)).body).toMatchObject({ code: 'WRONG_PASSWORD' })
    expect((await post(host, 'signup', { ...HANEUL, ...known })).status).toBe(200)
    for (const hostPassword of [undefined, 'wrong'])
      expect((await post(host, 'login', { ...LOGIN, hostPassword })).status).toBe(403)
    expect((await post(host, 'login', { ...LOGIN, ...known })).status).toBe(200)
  })
})

it('none of it is in the log', async () => {
  const host = createTestHost()
  await post(host, 'signup', HANEUL)
  for (const password of [LOGIN.password, 'wrong horse']) await post(host, 'login', { ...LOGIN, password })
  const account = await host.accounts.find('haneul' as Login)
  const logged = host.logged.join('')
  expect(logged).toContain('/api/auth/login')
  for (const secret of ['horse', account?.passwordHash ?? '', 'scrypt']) expect(logged).not.toContain(secret)
})
