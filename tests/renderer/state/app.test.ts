import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { App } from '../../../renderer/state/app.svelte.ts'
import { browserPreferences, SettingsState } from '../../../renderer/state/settings.svelte.ts'
import { MemoryValues } from '../kept-in-memory.ts'

const ORIGIN = 'http://host'
const MINA = { origin: ORIGIN, newcomer: { way: 'guest', nickname: 'Mina' }, password: null } as const
const LAST = { origin: ORIGIN, name: 'Host', own: false }

/** A connection that is never made. */
class SilentSocket {
  readonly readyState = 0
  close(): void {}
}

/** A host that answers when the test lets it, or not at all. */
function host() {
  const world = { away: false, held: null as Promise<void> | null }
  const guest = { token: 't', refreshToken: 'r', expiresAt: Date.now() + 3_600_000 }
  vi.stubGlobal('fetch', async (url: string) => {
    await world.held
    if (world.away) throw new TypeError('fetch failed')
    const info = { hostId: 'host-1', name: 'Host', version: '1', password: false }
    const answer = url.endsWith('/api/host') ? info : { ...guest, user: { userId: 'guest-1', name: 'Mina' } }
    return new Response(JSON.stringify(answer))
  })
  return world
}

function harness() {
  const world = host()
  const values = new MemoryValues()
  const settings = new SettingsState(browserPreferences(values), ['en'])
  const app = new App({ settings, values, desktop: null, pageOrigin: ORIGIN })
  const hold = () => {
    let release = () => {}
    world.held = new Promise<void>((resolve) => (release = resolve))
    return release
  }
  return { app, world, values, hold }
}

beforeEach(() => {
  vi.stubGlobal('WebSocket', SilentSocket)
})
afterEach(() => vi.unstubAllGlobals())

describe('the way in', () => {
  test('leads to the chat', async () => {
    const { app } = harness()
    await app.join(MINA)
    expect([app.screen.name, app.session?.me.name, app.nickname]).toEqual(['chat', 'Mina', 'Mina'])
    app.leave()
  })

  test('leads nowhere for somebody who has turned round', async () => {
    const { app, hold } = harness()
    const release = hold()
    const joining = app.join(MINA)
    app.leave()
    release()
    await joining
    expect(app.screen.name).toBe('welcome')
  })

  test('back to the last host leads nowhere for somebody who has turned round', async () => {
    const { app, hold, world } = harness()
    await app.join(MINA)
    const release = hold()
    const coming = app.resume(LAST)
    app.leave()
    world.away = true
    release()
    await coming
    expect(app.screen.name).toBe('welcome')
  })
})

describe('a session', () => {
  const closing = (app: App) => vi.spyOn(app.session ?? expect.fail('no session'), 'close')

  test('ends when the host cannot be reached again', async () => {
    const { app, world } = harness()
    await app.join(MINA)
    const close = closing(app)
    world.away = true
    await app.resume(LAST)
    expect(app.screen.name).toBe('unreachable')
    expect(close).toHaveBeenCalledOnce()
  })

  test('ends when nobody is known at the host', async () => {
    const { app, values } = harness()
    await app.join(MINA)
    const close = closing(app)
    values.forget('signed-in.host-1')
    await app.resume(LAST)
    expect(app.screen.name).toBe('welcome')
    expect(close).toHaveBeenCalledOnce()
  })

  test('that the host has ended leads to the welcome page, which says so, and is not gone back to', async () => {
    const { app, values } = harness()
    await app.join(MINA)
    app.signInAgain()
    expect([app.screen.name, app.fault]).toEqual(['welcome', 'TOKEN_REVOKED'])
    expect(values.read('signed-in.host-1')).toEqual([])
  })

  test('that the person has ended leads to the welcome page, and is not gone back to', async () => {
    const { app, values } = harness()
    await app.join(MINA)
    const end = vi.spyOn(app.session ?? expect.fail('no session'), 'logOut').mockResolvedValue()
    await app.logOut()
    expect(end).toHaveBeenCalledOnce()
    expect([app.screen.name, app.fault]).toEqual(['welcome', ''])
    expect(values.read('signed-in.host-1')).toEqual([])
  })

  test('that could not be ended stays', async () => {
    const { app } = harness()
    await app.join(MINA)
    vi.spyOn(app.session ?? expect.fail('no session'), 'logOut').mockRejectedValue(new Error('away'))
    await expect(app.logOut()).rejects.toThrow('away')
    expect(app.screen.name).toBe('chat')
    app.leave()
  })

  test('ends when another takes its place', async () => {
    const { app } = harness()
    await app.join(MINA)
    const [first, close] = [app.session, closing(app)]
    await app.resume(LAST)
    expect(app.session).not.toBe(first)
    expect(close).toHaveBeenCalledOnce()
    app.leave()
  })
})
