// Who may begin a SockJS session: pages of which origins, and how many at once.
import { describe, expect, it, vi } from 'vitest'
import { openSockJs } from '../../../support/raw-sockjs.ts'
import { openWebSocket } from '../../../support/raw-websocket.ts'
import { until } from '../../../support/turns.ts'
import { ask, serveSockJs } from './served-sockjs.ts'

const FRIEND = 'https://chat.example.com'
const CONNECT = 'CONNECT\naccept-version:1.2\nnickname:a\n\n\0'

const REQUESTS = [
  ['GET', '/info'],
  ['POST', '/0/s/xhr'],
  ['POST', '/0/s/xhr_streaming'],
  ['GET', '/0/s/eventsource'],
  ['POST', '/0/s/xhr_send'],
  ['OPTIONS', '/0/s/xhr_send'],
] as const

describe('a page', () => {
  it.each(REQUESTS)(
    '[TR13] of another origin is refused, without a word it could read: %s %s',
    async (method, path) => {
      const { http, chat } = await serveSockJs()
      for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
        const headers = { origin, 'access-control-request-method': 'POST' }
        const answer = await ask(`${http}/ws${path}`, { method, headers })
        expect(answer).toMatchObject({ status: 403, code: 'ORIGIN_NOT_ALLOWED' })
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
      }
      expect(chat.sessions.size).toBe(0)
    },
  )

  it.each(REQUESTS)(
    '[TR13] that calls this computer by a name of its own is refused: %s %s',
    async (method, path) => {
      const { http } = await serveSockJs()
      const headers = { host: 'evil.example', origin: 'http://evil.example' }
      expect(await ask(`${http}/ws${path}`, { method, headers })).toMatchObject({ status: 403 })
    },
  )

  it.each(REQUESTS.slice(0, 2))(
    '[TR13] of an allowed origin may read the answer: %s %s',
    async (method, path) => {
      const { http } = await serveSockJs({ origins: [FRIEND] })
      const { status, headers } = await ask(`${http}/ws${path}`, { method, headers: { origin: FRIEND } })
      expect([status, headers]).toMatchObject([
        200,
        { 'access-control-allow-origin': FRIEND, 'access-control-allow-credentials': 'true', vary: 'Origin' },
      ])
    },
  )

  it('[TR13] of an allowed origin is told so when its browser asks first', async () => {
    const { http } = await serveSockJs({ origins: [FRIEND] })
    const headers = {
      origin: FRIEND,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    const answer = await ask(`${http}/ws/0/s/xhr_send`, { method: 'OPTIONS', headers })
    expect(answer.status).toBe(204)
    expect(answer.headers['access-control-allow-origin']).toBe(FRIEND)
    expect(answer.headers['access-control-allow-methods']).toContain('POST')
  })
})

describe('sessions', () => {
  const limits = { admission: { connectionsPerAddress: 2 } }

  it('[TR14] are limited, those that are no WebSocket with those that are', async () => {
    const { http, session, chat } = await serveSockJs(limits)
    const first = await openSockJs(http)
    const second = await openWebSocket(`${http.replace('http', 'ws')}/ws`)
    const refused = await ask(`${session()}/xhr`)
    expect(refused).toMatchObject({ status: 503, code: 'TOO_MANY_CONNECTIONS' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await first.send(CONNECT)
    expect((await first.frames.next()).command).toBe('CONNECTED')
    second.cut()
    await until(() => chat.sessions.size === 1, 'a free place')
    expect(await ask(`${session()}/xhr`)).toMatchObject({ status: 200, body: 'o\n' })
    first.cut()
  })

  it('[TR14] may come so fast and no faster', async () => {
    const { session } = await serveSockJs({ admission: { connectRate: { perSecond: 1, burst: 2 } } })
    const codes = []
    for (let count = 0; count < 3; count += 1) codes.push((await ask(`${session()}/xhr`)).code)
    expect(codes).toEqual([undefined, undefined, 'TOO_FAST'])
  })

  it('[TR14] whose client does not come back give back their place', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { session, chat } = await serveSockJs({ admission: { connectionsPerAddress: 1 } })
    await ask(`${session()}/xhr`)
    await until(() => chat.sessions.size === 1, 'the session')
    expect(await ask(`${session()}/xhr`)).toMatchObject({ code: 'TOO_MANY_CONNECTIONS' })
    vi.advanceTimersByTime(5_000)
    expect(chat.sessions.size).toBe(0)
    expect(await ask(`${session()}/xhr`)).toMatchObject({ status: 200 })
    vi.useRealTimers()
  })

  it('[TR14] that were begun and left at once leave nothing behind', async () => {
    const { http, chat } = await serveSockJs({ admission: { connectionsPerAddress: 20 } })
    for (let round = 0; round < 5; round += 1) {
      const clients = await Promise.all(Array.from({ length: 20 }, () => openSockJs(http)))
      for (const client of clients) client.cut()
      await until(() => chat.sessions.size === 0, 'the end of the sessions')
    }
  })
})
