import { describe, expect, it, vi } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import type { SignedIn } from '../../../protocol/rest.ts'
import { ask, createTestHost, person } from './test-host.ts'

describe('errors', () => {
  it.each([
    ['GET', '/api/nothing'],
    ['GET', '/api'],
    ['DELETE', '/api/rooms'],
    ['POST', '/api/host'],
    ['POST', '/'],
    ['GET', '/ws'],
    ['GET', '/assets/missing.js'],
  ] as const)('%s %s is nowhere', async (method, url) => {
    const { status, body } = await ask(createTestHost(), { method, url })
    expect([status, body]).toEqual([404, { code: 'NO_SUCH_PATH', message: 'Nothing is at this path.' }])
  })

  it.each([
    ['{"nickname":', 'application/json', 400, 'BAD_REQUEST'],
    ['', 'application/json', 400, 'BAD_REQUEST'],
    ['{"__proto__":{"nickname":"a"}}', 'application/json', 400, 'BAD_REQUEST'],
    ['nickname=a', 'application/x-www-form-urlencoded', 400, 'BAD_REQUEST'],
    [`{"nickname":"${'x'.repeat(LIMITS.restBodyBytes)}"}`, 'application/json', 413, 'REQUEST_TOO_LARGE'],
  ])('the body %# is refused', async (payload, type, status, code) => {
    const answer = await ask(createTestHost(), {
      method: 'POST',
      url: '/api/auth/guest',
      headers: { 'content-type': type },
      payload,
    })
    expect(answer).toMatchObject({ status, body: { code } })
    expect(Object.keys(answer.body as object)).toEqual(['code', 'message'])
  })

  it('takes a body of exactly the limit', async () => {
    const frame = '{"nickname":"a","padding":""}'
    const payload = frame.replace('""', `"${'x'.repeat(LIMITS.restBodyBytes - frame.length)}"`)
    const headers = { 'content-type': 'application/json' }
    const answer = await ask(createTestHost(), { method: 'POST', url: '/api/auth/guest', headers, payload })
    expect(answer.status).toBe(200)
  })

  it('a path that cannot be decoded', async () => {
    expect(await ask(createTestHost(), { url: '/api/rooms/%zz' })).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST' },
    })
  })

  it('an outage of the store is an INTERNAL whose reason is only logged', async () => {
    const host = createTestHost()
    const me = await person(host)
    vi.spyOn(host.ports.directory, 'openRooms').mockRejectedValue(new Error('disk /dev/x is on fire'))
    const { status, body } = await me.get('/api/rooms')
    expect([status, body]).toEqual([
      500,
      { code: 'INTERNAL', message: 'Something went wrong on the server.' },
    ])
    expect(host.logged.join('')).toContain('disk /dev/x is on fire')
  })
})

describe('the log', () => {
  it('tells what the store said when it was out of order, which the answer does not', async () => {
    const host = createTestHost()
    const me = await person(host)
    const cause = new Error('database or disk is full')
    vi.spyOn(host.ports.directory, 'openRooms').mockRejectedValue(
      new Refusal('UNAVAILABLE', undefined, { cause }),
    )
    const { status, text } = await me.get('/api/rooms')
    expect([status, text.includes('disk')]).toEqual([503, false])
    expect(host.logged.join('')).toContain('database or disk is full')
  })

  it('has no failure where a refusal is all there is', async () => {
    const host = createTestHost()
    host.ready = false
    expect(await ask(host, { url: '/readyz' })).toMatchObject({ status: 503 })
    expect(host.logged.join('')).not.toContain('request failed')
  })

  it('holds no token, password, body, query or header', async () => {
    const host = createTestHost({ password: 'open-sesame' })
    const send = (payload: object) => ask(host, { method: 'POST', url: '/api/auth/guest?q=secret', payload })
    await send({ nickname: 'a', password: 'wrong-guess' })
    const { token } = (await send({ nickname: 'a', password: 'open-sesame' })).body as SignedIn
    vi.spyOn(host.ports.directory, 'openRooms').mockRejectedValue(new Error('outage'))
    await ask(host, { url: '/api/rooms?q=secret', headers: { authorization: `Bearer ${token}` } })
    const log = host.logged.join('')
    expect(log).toContain('outage')
    expect(log).toContain('/api/auth/guest')
    for (const secret of ['wrong-guess', 'open-sesame', 'secret', token]) expect(log).not.toContain(secret)
  })
})
