import { describe, expect, it } from 'vitest'
import { TOKEN_LIFE } from '../../../server/auth/tokens.ts'
import { ask, createTestHost, signIn } from './test-host.ts'

const SECURED = [
  ['GET', '/api/me'],
  ['GET', '/api/rooms'],
  ['POST', '/api/rooms'],
  ['GET', '/api/rooms/r'],
  ['GET', '/api/rooms/r/messages'],
  ['GET', '/api/rooms/r/members'],
] as const

describe('routes of people who have signed in', () => {
  it.each(SECURED)('%s %s refuses whoever has not, before it looks at the request', async (method, url) => {
    const { status, body, headers } = await ask(createTestHost(), { method, url, payload: 'not { json' })
    expect(status).toBe(401)
    expect(body).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(headers['www-authenticate']).toBe('Bearer')
  })

  it('take the token in either header', async () => {
    const host = createTestHost()
    const { token, user } = await signIn(host)
    for (const headers of [{ authorization: `bearer ${token}` }, { 'x-auth-token': token }])
      expect((await ask(host, { url: '/api/me', headers })).body).toMatchObject(user)
  })

  it.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b'])('find no token in %j', async (authorization) => {
    const { body } = await ask(createTestHost(), { url: '/api/me', headers: { authorization } })
    expect(body).toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('refuse a token that has expired, and one for refreshing', async () => {
    const host = createTestHost()
    const { token, refreshToken } = await signIn(host)
    const me = (bearer: string) =>
      ask(host, { url: '/api/me', headers: { authorization: `Bearer ${bearer}` } })
    expect(await me(refreshToken)).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
    host.now += TOKEN_LIFE.access
    expect(await me(token)).toMatchObject({ status: 401, body: { code: 'TOKEN_EXPIRED' } })
  })
})
