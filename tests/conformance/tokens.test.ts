// Which tokens a running host takes, by each way in; and that a sign-in that was ended stays so, whatever happens to the host.
import { describe, expect, it } from 'vitest'
import type { RefusalBody, SignedIn, User } from '../../protocol/rest.ts'
import { createTokens } from '../../server/auth/tokens.ts'
import { frameText } from '../support/frame-text.ts'
import { hostForAll, startHost, type HostProcess } from '../support/host-process.ts'
import { identityOf } from '../support/identity-of.ts'
import { openSockJs } from '../support/raw-sockjs.ts'
import { call, comeAsGuest, type Answer } from '../support/rest-calls.ts'
import { NotConnected, StompClient } from '../support/stomp-client.ts'

const DAY = 86_400_000

const host = hostForAll()

function post<Body>(at: HostProcess, way: string, body: object): Promise<Answer<Body>> {
  const headers = { 'Content-Type': 'application/json' }
  return call(`${at.http}/api/auth/${way}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

const refresh = (at: HostProcess, refreshToken: string): Promise<Answer<SignedIn>> =>
  post(at, 'refresh', { refreshToken })

async function logOut(at: HostProcess, token: string): Promise<void> {
  const init = { method: 'POST', headers: { Authorization: `Bearer ${token}` } }
  expect((await fetch(`${at.http}/api/auth/logout`, init)).status).toBe(204)
}

/** A token as this host would have made it, but for what is given. */
async function made(user: User, { key, age = 0 }: { key?: Buffer; age?: number } = {}): Promise<string> {
  const { hostId, signingKey } = await identityOf(host())
  const own = Buffer.from(signingKey, 'base64url')
  const now = (): number => Date.now() - age
  return (await createTokens({ key: key ?? own, hostId, password: null, now }).issue(user)).token
}

/** Tokens of a guest who was signed in before. */
type Token = (signedIn: SignedIn) => string | Promise<string>

const TOKENS: readonly [what: string, expected: string, token: Token][] = [
  ['of its own', 'let in', ({ token }) => token],
  ['that is none', 'TOKEN_INVALID', () => 'nonsense'],
  ['that is forged', 'TOKEN_INVALID', ({ user }) => made(user, { key: Buffer.alloc(32, 1) })],
  [
    'of another host',
    'TOKEN_INVALID',
    async () => {
      const other = await startHost()
      return (await comeAsGuest(other.http, '손님')).token
    },
  ],
  ['for refreshing', 'TOKEN_INVALID', ({ refreshToken }) => refreshToken],
  ['that has expired', 'TOKEN_EXPIRED', ({ user }) => made(user, { age: DAY })],
  [
    'of a sign-in that was logged out',
    'TOKEN_REVOKED',
    async ({ token }) => {
      await logOut(host(), token)
      return token
    },
  ],
  [
    'of a sign-in whose refresh token came twice',
    'TOKEN_REVOKED',
    async ({ refreshToken }) => {
      const { body } = await refresh(host(), refreshToken)
      await refresh(host(), refreshToken)
      return body.token
    },
  ],
]

/** `let in`, or the code. */
type Way = (token: string) => Promise<string | undefined>

async function byRest(headers: Record<string, string>): Promise<string> {
  const { status, body } = await call<{ code: string }>(`${host().http}/api/me`, { headers })
  return status === 200 ? 'let in' : body.code
}

async function byConnect(headers: Record<string, string>): Promise<string | undefined> {
  try {
    const client = await StompClient.connect(host().ws, headers)
    await client.disconnect()
    return 'let in'
  } catch (error) {
    if (error instanceof NotConnected) return error.ended.error?.headers['code']
    throw error
  }
}

const WAYS: readonly [name: string, way: Way][] = [
  ['REST, Authorization', (token) => byRest({ Authorization: `Bearer ${token}` })],
  ['REST, X-AUTH-TOKEN', (token) => byRest({ 'X-AUTH-TOKEN': token })],
  ['CONNECT, Authorization', (token) => byConnect({ Authorization: `Bearer ${token}` })],
  [
    'CONNECT over SockJS, X-AUTH-TOKEN',
    async (token) => {
      const client = await openSockJs(host().http)
      await client.send(frameText('CONNECT', { 'accept-version': '1.2', host: 'h', 'X-AUTH-TOKEN': token }))
      const { command, headers } = await client.frames.next()
      client.cut()
      return command === 'CONNECTED' ? 'let in' : headers['code']
    },
  ],
]

describe.each(TOKENS)('a token %s', (_what, expected, token) => {
  it(`[AU12] is ${expected} by every way in`, async () => {
    const { signedIn } = await comeAsGuest(host().http, '하늘')
    const shown = await token(signedIn)
    const outcomes: [string, string | undefined][] = []
    for (const [name, way] of WAYS) outcomes.push([name, await way(shown)])
    expect(outcomes).toEqual(WAYS.map(([name]) => [name, expected]))
  })

  it(`[SE37] is ${expected} where it is presented on a connection`, async () => {
    const { signedIn } = await comeAsGuest(host().http, '하늘')
    const other = (await comeAsGuest(host().http, '하늘')).signedIn
    // What ends a sign-in must not end the connection that shows its token.
    const same = await made(signedIn.user)
    const client = await StompClient.connect(host().ws, { Authorization: `Bearer ${same}` })
    const errors = await client.subscribe<RefusalBody>('/user/queue/errors')
    const body = JSON.stringify({ token: await token(signedIn) })
    if (expected === 'let in') await client.sendForReceipt('/app/token', body)
    else {
      client.send('/app/token', body)
      expect(await errors.next()).toMatchObject({ code: expected, destination: '/app/token' })
    }
    client.send('/app/token', JSON.stringify({ token: other.token }))
    expect(await errors.next()).toMatchObject({ code: 'OTHER_PERSON' })
    await client.disconnect()
  })
})

describe('a sign-in that was ended', () => {
  it('[AU12] stays so after kill -9, by each of its tokens; others are as they were', async () => {
    const restarted = await startHost()
    const [out, reused, stays] = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => (await comeAsGuest(restarted.http, name)).signedIn),
    )
    if (out === undefined || reused === undefined || stays === undefined) throw new Error('three came')
    await logOut(restarted, out.token)
    const next = (await refresh(restarted, reused.refreshToken)).body
    expect((await refresh(restarted, reused.refreshToken)).status).toBe(401)
    await restarted.kill()
    await restarted.start()
    for (const { token, refreshToken } of [out, reused, next]) {
      const me = await call(`${restarted.http}/api/me`, { headers: { 'X-AUTH-TOKEN': token } })
      expect(me).toMatchObject({ status: 401, body: { code: 'TOKEN_REVOKED' } })
      expect(await refresh(restarted, refreshToken)).toMatchObject({ body: { code: 'TOKEN_REVOKED' } })
    }
    expect(await refresh(restarted, stays.refreshToken)).toMatchObject({ status: 200 })
  })

  it('[SE38] ends the connections that came in by it, and not those of another sign-in', async () => {
    const [one, other] = [await comeAsGuest(host().http, 'a'), await comeAsGuest(host().http, 'a')]
    const connected = await Promise.all(
      [one, one, other].map(({ token }) => StompClient.connect(host().ws, { 'X-AUTH-TOKEN': token })),
    )
    await logOut(host(), one.token)
    for (const client of connected.slice(0, 2)) {
      const { code, error } = await client.ended
      expect([code, error?.headers['code']]).toEqual([1008, 'TOKEN_REVOKED'])
    }
    const errors = await connected[2]?.subscribe('/user/queue/errors')
    expect(errors).toBeDefined()
    await connected[2]?.disconnect()
  })
})
