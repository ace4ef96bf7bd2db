import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Me } from '../../../protocol/rest.ts'
import { toKept } from '../../../renderer/connection/kept-sign-ins.ts'
import { Credentials } from '../../../renderer/connection/sign-in.ts'
import { Identity } from '../../../renderer/state/identity.svelte.ts'
import { userId } from '../entries.ts'

const ORIGIN = 'http://host'
const KEY = { login: 'mina', password: 'long enough' }
const USER = { userId: userId('mina'), name: 'Mina' }
const tokens = (token: string) => ({
  token,
  refreshToken: `r-${token}`,
  expiresAt: Date.now() + 3_600_000,
  user: USER,
})

/** A guest at a host that answers as the test says; `asked`: each path and by which token. */
function harness({ connected = true, status = 204 } = {}) {
  const world = {
    asked: [] as [string, string][],
    shown: [] as string[],
    taken: () => {},
    login: null as string | null,
  }
  vi.stubGlobal('fetch', async (url: string, { headers }: RequestInit) => {
    const path = url.replace(`${ORIGIN}/api/auth/`, '')
    world.asked.push([path, new Headers(headers).get('authorization') ?? ''])
    if (path === 'signup') world.login = KEY.login
    if (path === 'signup') return new Response(JSON.stringify(tokens('owner')))
    return status === 204
      ? new Response(null, { status })
      : new Response(
          JSON.stringify({ code: status === 401 ? 'TOKEN_REVOKED' : 'UNAVAILABLE', message: '' }),
          { status },
        )
  })
  const shelf = { read: () => null, keep: () => {} }
  const credentials = new Credentials({ origin: ORIGIN, signedIn: toKept(tokens('guest')), shelf })
  const me = async (): Promise<Me> => ({ ...USER, login: world.login, admin: false })
  const show = (token: string, onTaken: () => void) => {
    if (connected) world.shown.push(token)
    world.taken = onTaken
    return connected
  }
  return { world, credentials, identity: new Identity({ origin: ORIGIN, credentials, rest: { me }, show }) }
}

afterEach(() => vi.unstubAllGlobals())

describe('a guest who makes an account', () => {
  test('is its owner at once, with the new tokens', async () => {
    const { identity, credentials, world } = harness()
    await identity.load()
    expect(identity.me?.login).toBeNull()
    await identity.makeAccount(KEY)
    expect(identity.me?.login).toBe('mina')
    expect([await credentials.token(), credentials.user]).toEqual(['owner', USER])
    expect(world.asked).toEqual([['signup', 'Bearer guest']])
  })

  test('ends the guest’s sign-in when the connection goes on with the new one', async () => {
    const { identity, world } = harness()
    await identity.makeAccount(KEY)
    expect([world.shown, world.asked.length]).toEqual([['owner'], 1])
    world.taken()
    expect(world.asked.at(-1)).toEqual(['logout', 'Bearer guest'])
  })

  test('ends it at once where there is no connection', async () => {
    const { identity, world } = harness({ connected: false })
    await identity.makeAccount(KEY)
    expect(world.asked.at(-1)).toEqual(['logout', 'Bearer guest'])
  })
})

describe('logging out', () => {
  test('is done when the host has ended the sign-in, or had before', async () => {
    for (const status of [204, 401]) {
      const { identity, world } = harness({ status })
      await identity.logOut()
      expect(world.asked).toEqual([['logout', 'Bearer guest']])
    }
  })

  test('is not done where the host cannot', async () => {
    await expect(harness({ status: 503 }).identity.logOut()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })
})
