import { afterEach, describe, expect, test, vi } from 'vitest'
import { arriveAgain, arriveAs } from '../../../renderer/state/arrival.ts'
import { forgetSignedIn } from '../../../renderer/connection/kept-sign-ins.ts'
import { userId } from '../entries.ts'
import { MemoryValues } from '../kept-in-memory.ts'

const ORIGIN = 'http://host'
const GOAL = { origin: ORIGIN, password: null }
const KEY = { login: 'mina', password: 'long enough' }

/** A host that admits guests, and takes refresh tokens unless it has forgotten everybody. */
function host() {
  const world = { guests: 0, forgotten: false, password: null as string | null, accounts: new Set<string>() }
  const signedIn = (userId: string, name: string) => {
    const tokens = { token: `token-${userId}`, refreshToken: `${userId} ${name}`, expiresAt: Date.now() }
    return { ...tokens, user: { userId, name } }
  }
  const answer = (path: string, body: Record<string, string>, bearer: string): [number, unknown] => {
    switch (path) {
      case '/api/host':
        return [200, { hostId: 'host-1', name: 'Host', version: '1', password: false }]
      case '/api/auth/guest':
        return [200, signedIn(`guest-${(world.guests += 1)}`, body['nickname'] ?? '')]
      case '/api/auth/login':
        return [200, signedIn(`owner-${body['login']}`, 'Owner')]
      case '/api/auth/signup':
        if (world.accounts.has(bearer)) return [409, { code: 'HAS_ACCOUNT', message: '' }]
        world.accounts.add(bearer)
        return [
          200,
          signedIn(bearer.replace(/^token-/, '') || `new-${body['login']}`, body['nickname'] ?? ''),
        ]
      default: {
        const [userId = '', name = ''] = (body['refreshToken'] ?? '').split(' ')
        if (world.forgotten) return [401, { code: 'TOKEN_INVALID', message: '' }]
        if (world.password !== (body['password'] ?? null))
          return [403, { code: 'WRONG_PASSWORD', message: '' }]
        return [200, signedIn(userId, name)]
      }
    }
  }
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, string>) : {}
    const bearer = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? ''
    const [status, given] = answer(url.replace(ORIGIN, ''), body, bearer)
    return new Response(JSON.stringify(given), { status })
  })
  return world
}

/** Arrives as a guest. */
const comeAs = (values: MemoryValues, nickname: string, password: string | null = null) =>
  arriveAs(values, { way: 'guest', nickname }, { origin: ORIGIN, password })

afterEach(() => vi.unstubAllGlobals())

describe('arriving', () => {
  test('under the same nickname is coming back as the same person', async () => {
    host()
    const values = new MemoryValues()
    const first = await comeAs(values, 'Mina')
    const again = await comeAs(values, '  Mina ')
    expect(again.credentials.user).toEqual(first.credentials.user)
  })

  test('at a host that has got a password is coming back as the same person, with the password', async () => {
    const world = host()
    const values = new MemoryValues()
    const first = await comeAs(values, 'Mina')
    world.password = 'secret'
    await expect(arriveAgain(values, ORIGIN)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    for (const again of [
      await arriveAgain(values, ORIGIN, 'secret'),
      await comeAs(values, 'Mina', 'secret'),
    ]) {
      expect(again?.credentials.user).toEqual(first.credentials.user)
    }
  })

  test('under another nickname is coming as somebody new', async () => {
    host()
    const values = new MemoryValues()
    await comeAs(values, 'Mina')
    const other = await comeAs(values, 'Tom')
    expect(other.credentials.user).toEqual({ userId: 'guest-2', name: 'Tom' })
  })

  test('under the first of two nicknames again is coming back as the first person', async () => {
    host()
    const values = new MemoryValues()
    const first = await comeAs(values, 'Gina')
    await comeAs(values, 'Gus')
    const again = await comeAs(values, 'Gina')
    expect(again.credentials.user).toEqual(first.credentials.user)
    expect((await arriveAgain(values, ORIGIN))?.credentials.user.name).toBe('Gina')
  })

  test('goes on as the one who was there last, whoever’s tokens another page renews', async () => {
    host()
    const values = new MemoryValues()
    const gina = await comeAs(values, 'Gina')
    await comeAs(values, 'Gus')
    await gina.credentials.renew()
    expect((await arriveAgain(values, ORIGIN))?.credentials.user.name).toBe('Gus')
  })

  test('under a nickname that was forgotten is coming as somebody new, and only under that one', async () => {
    host()
    const values = new MemoryValues()
    for (const name of ['Gina', 'Gus']) await comeAs(values, name)
    forgetSignedIn(values, 'host-1', userId('guest-1'))
    expect((await comeAs(values, 'Gus')).credentials.user.userId).toBe('guest-2')
    expect((await comeAs(values, 'Gina')).credentials.user.userId).toBe('guest-3')
  })

  test('under very many nicknames keeps the latest', async () => {
    host()
    const values = new MemoryValues()
    for (let count = 1; count <= 20; count += 1) await comeAs(values, `Guest${count}`)
    expect((await comeAs(values, 'Guest20')).credentials.user.userId).toBe('guest-20')
    expect((await comeAs(values, 'Guest1')).credentials.user.userId).toBe('guest-21')
  })

  test('where the host has forgotten one is coming as somebody new', async () => {
    const world = host()
    const values = new MemoryValues()
    await comeAs(values, 'Mina')
    world.forgotten = true
    expect((await comeAs(values, 'Mina')).credentials.user.userId).toBe('guest-2')
  })

  test('with an account is coming as its owner, whoever one was', async () => {
    host()
    const values = new MemoryValues()
    await comeAs(values, 'Owner')
    const { credentials } = await arriveAs(values, { way: 'login', ...KEY }, GOAL)
    expect(credentials.user.userId).toBe('owner-mina')
    expect((await arriveAgain(values, ORIGIN))?.credentials.user.userId).toBe('owner-mina')
  })

  test('by signing up is coming as somebody new, and under the nickname that one had here as the same person', async () => {
    host()
    const values = new MemoryValues()
    const first = await comeAs(values, 'Gina')
    const gina = await arriveAs(values, { way: 'signup', nickname: 'Gina', ...KEY }, GOAL)
    expect(gina.credentials.user).toEqual(first.credentials.user)
    const mina = await arriveAs(values, { way: 'signup', nickname: 'Mina', ...KEY }, GOAL)
    expect(mina.credentials.user.userId).toBe('new-mina')
  })

  test('by signing up under the nickname of somebody who has an account is coming as somebody new', async () => {
    host().accounts.add('token-guest-1')
    const values = new MemoryValues()
    await comeAs(values, 'Gina')
    const other = await arriveAs(values, { way: 'signup', nickname: 'Gina', ...KEY }, GOAL)
    expect(other.credentials.user.userId).toBe('new-mina')
  })

  test('again needs no nickname, but somebody to be', async () => {
    host()
    const values = new MemoryValues()
    expect(await arriveAgain(values, ORIGIN)).toBeNull()
    await comeAs(values, 'Mina')
    expect((await arriveAgain(values, ORIGIN))?.credentials.user.name).toBe('Mina')
  })

  test('again fails with the host’s reason where it has forgotten one', async () => {
    const world = host()
    const values = new MemoryValues()
    await comeAs(values, 'Mina')
    world.forgotten = true
    await expect(arriveAgain(values, ORIGIN)).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
  })
})
