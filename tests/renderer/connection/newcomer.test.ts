import { afterEach, describe, expect, test, vi } from 'vitest'
import { signIn, signUpAs, type Newcomer } from '../../../renderer/connection/newcomer.ts'
import { NOON, userId } from '../entries.ts'

const ORIGIN = 'http://host'
const KEY = { login: 'mina', password: 'long enough' }

/** What the host is asked, each as it came. */
function asked() {
  const all: { path: string; body: unknown; authorization: string | null }[] = []
  vi.stubGlobal('fetch', async (url: string, { body, headers }: RequestInit) => {
    const authorization = new Headers(headers).get('authorization')
    all.push({
      path: url.replace(ORIGIN, ''),
      body: typeof body === 'string' ? (JSON.parse(body) as unknown) : null,
      authorization,
    })
    const user = { userId: userId('mina'), name: 'Mina' }
    return new Response(JSON.stringify({ token: 't', refreshToken: 'r', expiresAt: NOON, user }))
  })
  return all
}

afterEach(() => vi.unstubAllGlobals())

describe('signing in', () => {
  test.each<[Newcomer, string, object, string]>([
    [{ way: 'guest', nickname: 'Mina' }, '/api/auth/guest', { nickname: 'Mina' }, 'password'],
    [{ way: 'login', ...KEY }, '/api/auth/login', KEY, 'hostPassword'],
    [
      { way: 'signup', nickname: 'Mina', ...KEY },
      '/api/auth/signup',
      { nickname: 'Mina', ...KEY },
      'hostPassword',
    ],
  ])(
    'as %j says who one is, and the host’s password only where there is one',
    async (newcomer, path, body, key) => {
      const all = asked()
      await signIn(ORIGIN, newcomer, null)
      await signIn(ORIGIN, newcomer, 'secret')
      expect(all).toEqual([
        { path, body, authorization: null },
        { path, body: { ...body, [key]: 'secret' }, authorization: null },
      ])
    },
  )

  test('up as who one is shows one’s token', async () => {
    const all = asked()
    await signUpAs(ORIGIN, 'token', 'Mina', KEY)
    const body = { nickname: 'Mina', ...KEY }
    expect(all).toEqual([{ path: '/api/auth/signup', body, authorization: 'Bearer token' }])
  })
})
