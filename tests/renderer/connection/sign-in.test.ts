import { afterEach, describe, expect, test, vi } from 'vitest'
import type { SignedIn } from '../../../protocol/rest.ts'
import { request, RequestFailure } from '../../../renderer/connection/request.ts'
import { HostInfo } from '../../../protocol/rest.ts'
import { Credentials, endsSignIn, signInAsGuest } from '../../../renderer/connection/sign-in.ts'
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

  test('fails as unreachable where nothing answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    await expect(ask()).rejects.toMatchObject({ code: 'UNREACHABLE' })
  })
})

test('a guest’s password is sent only where there is one', async () => {
  const asked = answering(200, signedIn('a', NOON))
  await signInAsGuest('http://host', 'Mina', null)
  await signInAsGuest('http://host', 'Mina', 'secret')
  expect(asked.map(({ body }) => body)).toEqual([
    { nickname: 'Mina' },
    { nickname: 'Mina', password: 'secret' },
  ])
})

describe('credentials', () => {
  function credentials(first: SignedIn) {
    const kept: SignedIn[] = []
    const clock = { now: NOON }
    const all = new Credentials(
      'http://host',
      first,
      (next) => kept.push(next),
      () => clock.now,
    )
    return { all, kept, clock }
  }

  test('give the token that they have while it is good', async () => {
    const asked = answering(200, signedIn('new', NOON + HOUR))
    expect(await credentials(signedIn('old', NOON + HOUR)).all.token()).toBe('old')
    expect(asked).toEqual([])
  })

  test('renew it before it ends, and keep the new one', async () => {
    const asked = answering(200, signedIn('new', NOON + HOUR))
    const { all, kept } = credentials(signedIn('old', NOON + 1_000))
    expect(await all.token()).toBe('new')
    expect(kept.map(({ token }) => token)).toEqual(['new'])
    expect(asked).toEqual([{ url: 'http://host/api/auth/refresh', body: { refreshToken: 'refresh-old' } }])
  })

  test('share one renewal', async () => {
    const asked = answering(200, signedIn('new', NOON + HOUR))
    const { all } = credentials(signedIn('old', NOON))
    expect(await Promise.all([all.token(), all.token()])).toEqual(['new', 'new'])
    expect(asked).toHaveLength(1)
  })

  test('do not ask without end where this computer’s clock is ahead', async () => {
    const asked = answering(200, signedIn('new', NOON - HOUR))
    const { all, clock } = credentials(signedIn('old', NOON - HOUR))
    await all.token()
    clock.now += 1_000
    expect(await all.token()).toBe('new')
    expect(asked).toHaveLength(1)
  })

  test('fail with the host’s code where it no longer takes them', async () => {
    answering(401, { code: 'TOKEN_INVALID', message: '' })
    const failure: unknown = await credentials(signedIn('old', NOON))
      .all.token()
      .catch((error: unknown) => error)
    expect(endsSignIn(failure)).toBe(true)
    expect(endsSignIn(new RequestFailure('UNREACHABLE'))).toBe(false)
  })
})
