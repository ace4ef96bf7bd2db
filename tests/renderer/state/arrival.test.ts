import { afterEach, describe, expect, test, vi } from 'vitest'
import { arriveAgain, arriveAs } from '../../../renderer/state/arrival.ts'
import { MemoryValues } from '../kept-in-memory.ts'

const ORIGIN = 'http://host'

/** A host that admits guests, and takes refresh tokens unless it has forgotten everybody. */
function host() {
  const world = { guests: 0, forgotten: false }
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
        return world.forgotten ? [401, { code: 'TOKEN_INVALID', message: '' }] : [200, signedIn(userId, name)]
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

  test('under another nickname is coming as somebody new', async () => {
    host()
    const values = new MemoryValues()
    await arriveAs(values, ORIGIN, 'Mina', null)
    const other = await arriveAs(values, ORIGIN, 'Tom', null)
    expect(other.credentials.user).toEqual({ userId: 'guest-2', name: 'Tom' })
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
