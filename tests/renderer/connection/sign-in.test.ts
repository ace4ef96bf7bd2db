import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Nonce } from '../../../protocol/ids.ts'
import type { SignedIn } from '../../../protocol/rest.ts'
import type { KeptSignIn } from '../../../renderer/connection/kept-sign-ins.ts'
import { request, RequestFailure } from '../../../renderer/connection/request.ts'
import { HostInfo } from '../../../protocol/rest.ts'
import { Credentials, endsSignIn } from '../../../renderer/connection/sign-in.ts'
import { NOON, userId } from '../entries.ts'

const HOUR = 3_600_000

const signedIn = (token: string, expiresAt: number): SignedIn => ({
  token,
  refreshToken: `refresh-${token}`,
  expiresAt,
  user: { userId: userId('mina'), name: 'Mina' },
})

/** Answers every request; what was asked is noted. */
function answering(status: number, ...bodies: unknown[]) {
  const asked: { url: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    asked.push({ url, body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : null })
    return new Response(JSON.stringify(bodies.length > 1 ? bodies.shift() : bodies[0]), { status })
  })
  return asked
}

afterEach(() => vi.unstubAllGlobals())

describe('a request', () => {
  const ask = () => request(HostInfo, 'http://host/api/host')

  test('answers in the shape that was asked for', async () => {
    const host = { hostId: 'h', name: 'Host', version: '1', password: false }
    answering(200, host)
    expect(await ask()).toEqual(host)
  })

  test.each([
    ['the host’s own code', 403, { code: 'WRONG_PASSWORD', message: '' }, 'WRONG_PASSWORD'],
    ['a code from the future', 400, { code: 'SOMETHING_NEW', message: '' }, 'INTERNAL'],
    ['another program’s error', 500, { oops: true }, 'NOT_A_HOST'],
    ['another program’s success', 200, { hello: 1 }, 'NOT_A_HOST'],
  ])('fails with %s', async (_name, status, body, code) => {
    answering(status, body)
    await expect(ask()).rejects.toMatchObject({ code })
  })

  test.each([
    ['12', 12],
    ['Fri, 20 Nov 2026 20:00:00 GMT', null],
    [null, null],
  ])('that comes too fast knows when to come again: %s', async (header, wait) => {
    const headers = header === null ? {} : { 'retry-after': header }
    const refusal = JSON.stringify({ code: 'TOO_FAST', message: '' })
    vi.stubGlobal('fetch', async () => new Response(refusal, { status: 429, headers }))
    await expect(ask()).rejects.toMatchObject({ code: 'TOO_FAST', wait })
  })

  test('fails as unreachable where nothing answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    await expect(ask()).rejects.toMatchObject({ code: 'UNREACHABLE' })
  })
})

describe('credentials', () => {
  const NONCE = 'n' as Nonce
  const kept = (signedIn: SignedIn): KeptSignIn => ({ ...signedIn, nonce: NONCE })

  /** Tabs that keep their tokens on one shelf; each knows what lay there when it was opened. */
  function tabs(first: SignedIn) {
    const world = { now: NOON, shelf: kept(first) }
    const shelf = { read: () => world.shelf, keep: (renewed: KeptSignIn) => void (world.shelf = renewed) }
    const open = () =>
      new Credentials({ origin: 'http://host', signedIn: world.shelf, shelf, now: () => world.now })
    return { world, open }
  }

  test('give the token that they have while it is good', async () => {
    const asked = answering(200, signedIn('new', NOON + HOUR))
    expect(
      await tabs(signedIn('old', NOON + HOUR))
        .open()
        .token(),
    ).toBe('old')
    expect(asked).toEqual([])
  })

  test('renew it before it ends, and keep the new one with the same nonce', async () => {
    const asked = answering(200, signedIn('new', NOON + HOUR))
    const { world, open } = tabs(signedIn('old', NOON + 1_000))
    expect(await open().token()).toBe('new')
    expect(world.shelf).toEqual(kept(signedIn('new', NOON + HOUR)))
    const body = { refreshToken: 'refresh-old', nonce: NONCE }
    expect(asked).toEqual([{ url: 'http://host/api/auth/refresh', body }])
  })

  test('share one renewal', async () => {
    const asked = answering(200, signedIn('new', NOON + HOUR))
    const all = tabs(signedIn('old', NOON)).open()
    expect(await Promise.all([all.token(), all.token()])).toEqual(['new', 'new'])
    expect(asked).toHaveLength(1)
  })

  test('take what another tab has renewed', async () => {
    const asked = answering(200, signedIn('new', NOON + HOUR))
    const { open } = tabs(signedIn('old', NOON))
    const [one, other] = [open(), open()]
    expect([await one.token(), await other.token()]).toEqual(['new', 'new'])
    await other.renew()
    expect(asked.map(({ body }) => body)).toMatchObject([
      { refreshToken: 'refresh-old' },
      { refreshToken: 'refresh-new' },
    ])
  })

  test('renew what another tab has left until it ends', async () => {
    const asked = answering(200, signedIn('new', NOON + HOUR))
    const { world, open } = tabs(signedIn('old', NOON))
    const all = open()
    world.shelf = kept(signedIn('other', NOON + 1_000))
    expect(await all.token()).toBe('new')
    expect(asked.map(({ body }) => body)).toMatchObject([{ refreshToken: 'refresh-other' }])
  })

  test('wait for the tab that is renewing, where the browser has locks', async () => {
    const asked = answering(200, signedIn('new', NOON + HOUR))
    const { open } = tabs(signedIn('old', NOON))
    const [one, other] = [open(), open()]
    const names: string[] = []
    let last: Promise<unknown> = Promise.resolve()
    const request = (name: string, work: () => Promise<unknown>) => {
      names.push(name)
      last = last.then(work)
      return last
    }
    vi.stubGlobal('navigator', { locks: { request } })
    expect(await Promise.all([one.token(), other.token()])).toEqual(['new', 'new'])
    expect(asked).toHaveLength(1)
    expect(names).toEqual(['sarangbang.renew.mina', 'sarangbang.renew.mina'])
  })

  test('go on alike where two tabs renew at once and each reads on what it wrote itself', async () => {
    const asked = answering(200, ...['a1', 'b1', 'a2', 'b2'].map((token) => signedIn(token, NOON + HOUR)))
    const [one, other] = [tabs(signedIn('old', NOON)).open(), tabs(signedIn('old', NOON)).open()]
    for (let round = 0; round < 2; round++) await Promise.all([one.renew(), other.renew()])
    expect(asked.map(({ body }) => body)).toEqual(
      ['old', 'old', 'a1', 'b1'].map((token) => ({ refreshToken: `refresh-${token}`, nonce: NONCE })),
    )
  })

  test('ask again in the same words where no answer came', async () => {
    const { open } = tabs(signedIn('old', NOON))
    const all = open()
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    await expect(all.token()).rejects.toMatchObject({ code: 'UNREACHABLE' })
    const asked = answering(200, signedIn('new', NOON + HOUR))
    expect(await all.token()).toBe('new')
    expect(asked.map(({ body }) => body)).toEqual([{ refreshToken: 'refresh-old', nonce: NONCE }])
  })

  test('do not ask without end where this computer’s clock is ahead', async () => {
    const asked = answering(200, signedIn('new', NOON - HOUR))
    const { world, open } = tabs(signedIn('old', NOON - HOUR))
    const all = open()
    await all.token()
    world.now += 1_000
    expect(await all.token()).toBe('new')
    expect(asked).toHaveLength(1)
  })

  test.each(['TOKEN_INVALID', 'TOKEN_REVOKED'])(
    'fail with %s where the host no longer takes them',
    async (code) => {
      answering(401, { code, message: '' })
      const failure: unknown = await tabs(signedIn('old', NOON))
        .open()
        .token()
        .catch((error: unknown) => error)
      expect(failure).toMatchObject({ code })
      expect(endsSignIn(failure)).toBe(true)
      expect(endsSignIn(new RequestFailure('UNREACHABLE'))).toBe(false)
    },
  )
})
