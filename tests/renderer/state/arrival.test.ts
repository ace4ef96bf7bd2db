import { afterEach, describe, expect, test, vi } from 'vitest'
import { arriveAgain, arriveAs } from '../../../renderer/state/arrival.ts'
import { forgetSignedIn } from '../../../renderer/connection/sign-in.ts'
import { userId } from '../entries.ts'
import { MemoryValues } from '../kept-in-memory.ts'

const ORIGIN = 'http://host'

/** A host that admits guests, and takes refresh tokens unless it has forgotten everybody. */
function host() {
  const world = { guests: 0, forgotten: false, password: null as string | null }
  const signedIn = (userId: string, name: string) => {
    const tokens = { token: `token-${userId}`, refreshToken: `${userId} ${name}`, expiresAt: Date.now() }
    return { ...tokens, user: { userId, name } }
  }
  const answer = (path: string, body: Record<string, string>): [number, unknown] => {
    switch (path) {
      case '/api/host':
        return [200, { hostId: 'host-1', name: 'Host', version: '1', password: false }]
      case '/api/auth/guest':
        return [200, signedIn(`guest-${(world.guests += 1)}`, body['nickname'] ?? '')]
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
    const [status, given] = answer(url.replace(ORIGIN, ''), body)
    return new Response(JSON.stringify(given), { status })
  })
  return world
}

afterEach(() => vi.unstubAllGlobals())

describe('arriving', () => {
  test('under the same nickname is coming back as the same person', async () => {
    host()
    const values = new MemoryValues()
    const first = await arriveAs(values, ORIGIN, 'Mina', null)
    const again = await arriveAs(values, ORIGIN, '  Mina ', null)
    expect(again.credentials.user).toEqual(first.credentials.user)
  })

  test('at a host that has got a password is coming back as the same person, with the password', async () => {
    const world = host()
    const values = new MemoryValues()
    const first = await arriveAs(values, ORIGIN, 'Mina', null)
    world.password = 'secret'
    await expect(arriveAgain(values, ORIGIN)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    for (const again of [
      await arriveAgain(values, ORIGIN, 'secret'),
      await arriveAs(values, ORIGIN, 'Mina', 'secret'),
    ]) {
      expect(again?.credentials.user).toEqual(first.credentials.user)
    }
  })

  test('under another nickname is coming as somebody new', async () => {
    host()
    const values = new MemoryValues()
    await arriveAs(values, ORIGIN, 'Mina', null)
    const other = await arriveAs(values, ORIGIN, 'Tom', null)
    expect(other.credentials.user).toEqual({ userId: 'guest-2', name: 'Tom' })
  })

  test('under the first of two nicknames again is coming back as the first person', async () => {
    host()
    const values = new MemoryValues()
    const first = await arriveAs(values, ORIGIN, 'Gina', null)
    await arriveAs(values, ORIGIN, 'Gus', null)
    const again = await arriveAs(values, ORIGIN, 'Gina', null)
    expect(again.credentials.user).toEqual(first.credentials.user)
    expect((await arriveAgain(values, ORIGIN))?.credentials.user.name).toBe('Gina')
  })

  test('goes on as the one who was there last, whoever’s tokens another page renews', async () => {
    host()
    const values = new MemoryValues()
    const gina = await arriveAs(values, ORIGIN, 'Gina', null)
    await arriveAs(values, ORIGIN, 'Gus', null)
    await gina.credentials.renew()
    expect((await arriveAgain(values, ORIGIN))?.credentials.user.name).toBe('Gus')
  })

  test('under a nickname that was forgotten is coming as somebody new, and only under that one', async () => {
    host()
    const values = new MemoryValues()
    for (const name of ['Gina', 'Gus']) await arriveAs(values, ORIGIN, name, null)
    forgetSignedIn(values, 'host-1', userId('guest-1'))
    expect((await arriveAs(values, ORIGIN, 'Gus', null)).credentials.user.userId).toBe('guest-2')
    expect((await arriveAs(values, ORIGIN, 'Gina', null)).credentials.user.userId).toBe('guest-3')
  })

  test('under very many nicknames keeps the latest', async () => {
    host()
    const values = new MemoryValues()
    for (let count = 1; count <= 20; count += 1) await arriveAs(values, ORIGIN, `Guest${count}`, null)
    expect((await arriveAs(values, ORIGIN, 'Guest20', null)).credentials.user.userId).toBe('guest-20')
    expect((await arriveAs(values, ORIGIN, 'Guest1', null)).credentials.user.userId).toBe('guest-21')
  })

  test('where the host has forgotten one is coming as somebody new', async () => {
    const world = host()
    const values = new MemoryValues()
    await arriveAs(values, ORIGIN, 'Mina', null)
    world.forgotten = true
    expect((await arriveAs(values, ORIGIN, 'Mina', null)).credentials.user.userId).toBe('guest-2')
  })

  test('again needs no nickname, but somebody to be', async () => {
    host()
    const values = new MemoryValues()
    expect(await arriveAgain(values, ORIGIN)).toBeNull()
    await arriveAs(values, ORIGIN, 'Mina', null)
    expect((await arriveAgain(values, ORIGIN))?.credentials.user.name).toBe('Mina')
  })

  test('again fails with the host’s reason where it has forgotten one', async () => {
    const world = host()
    const values = new MemoryValues()
    await arriveAs(values, ORIGIN, 'Mina', null)
    world.forgotten = true
    await expect(arriveAgain(values, ORIGIN)).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
  })
})
