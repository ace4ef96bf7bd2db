import { describe, expect, it } from 'vitest'
import { ask, createTestHost } from './test-host.ts'

const FRIEND = 'https://chat.example.com'
const host = () => createTestHost({ origins: [FRIEND] })

describe('the API and web pages', () => {
  it.each([undefined, 'app://sarangbang', FRIEND, 'http://127.0.0.1:7420'])('answers %s', async (origin) => {
    const headers = { host: '127.0.0.1:7420', ...(origin !== undefined && { origin }) }
    const answer = await ask(host(), { url: '/api/host', headers })
    expect(answer.status).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBe(origin)
    expect(answer.headers['vary']).toContain('Origin')
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
  })

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:7421', 'http://127.0.0.1'])(
    'refuses %s, without a word that would let it read the refusal',
    async (origin) => {
      for (const method of ['GET', 'OPTIONS'] as const) {
        const headers = { host: '127.0.0.1:7420', origin, 'access-control-request-method': 'GET' }
        const answer = await ask(host(), { method, url: '/api/host', headers })
        expect(answer).toMatchObject({ status: 403, body: { code: 'ORIGIN_NOT_ALLOWED' } })
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
      }
    },
  )

  it('refuses a name that somebody else may own, whatever the origin', async () => {
    const headers = { host: 'evil.example:7420', origin: 'http://evil.example:7420' }
    expect(await ask(host(), { url: '/api/host', headers })).toMatchObject({ status: 403 })
    expect(await ask(host(), { url: '/api/host', headers: { host: 'evil.example' } })).toMatchObject({
      status: 403,
    })
  })

  it('answers the question that a browser asks first', async () => {
    const answer = await ask(host(), {
      method: 'OPTIONS',
      url: '/api/rooms',
      headers: {
        origin: FRIEND,
        host: '127.0.0.1:7420',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': FRIEND,
      'access-control-allow-headers': 'Authorization, Content-Type, X-Auth-Token',
      'access-control-max-age': '600',
    })
  })

  it('allows every method that something is asked by', async () => {
    const { headers } = await ask(host(), {
      method: 'OPTIONS',
      url: '/api/rooms',
      headers: { origin: FRIEND, host: '127.0.0.1:7420', 'access-control-request-method': 'PUT' },
    })
    const allowed = String(headers['access-control-allow-methods']).split(', ')
    const { body } = await ask(host(), { url: '/api/openapi.json' })
    const { paths } = body as { paths: Record<string, object> }
    const asked = new Set(Object.values(paths).flatMap((path) => Object.keys(path)))
    expect(allowed).toEqual(expect.arrayContaining([...asked].map((method) => method.toUpperCase())))
  })
})
