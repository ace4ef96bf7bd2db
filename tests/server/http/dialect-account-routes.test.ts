// Sign-up and login at the paths of the chat for members.
import { expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { ask, createTestHost, type TestHost } from './test-host.ts'

const HANEUL = { name: '하늘', email: 'haneul@chat.test', password: 'correct horse' }

const post = (host: TestHost, path: string, payload: object) =>
  ask(host, { method: 'POST', url: `/member/${path}`, payload })

it('makes an account of this host, and logs its owner in', async () => {
  const host = createTestHost()
  const made = await post(host, 'create', HANEUL)
  expect(made).toMatchObject({ status: 201, body: host.newcomers[0]?.userId })
  const { status, body } = await post(host, 'doLogin', HANEUL)
  const { id, token } = body as { id: string; token: string }
  expect([status, id]).toEqual([200, made.body])
  const headers = { authorization: `Bearer ${token}` }
  expect((await ask(host, { url: '/api/me', headers })).body).toMatchObject({
    userId: id,
    login: HANEUL.email,
  })
  expect((await ask(host, { url: '/chat/my/rooms', headers })).body).toEqual([])
})

it.each([
  ['BAD_REQUEST', 400, { name: undefined }],
  ['BAD_REQUEST', 400, { password: 7 }],
  ['BAD_LOGIN', 400, { email: 'two words' }],
  ['BAD_PASSWORD', 400, { password: 'short' }],
  ['BAD_NAME', 400, { name: 'x'.repeat(LIMITS.nicknameLength + 1) }],
])('signs nobody up whom the host would not: %s, %i, %j', async (code, status, wrong) => {
  const host = createTestHost()
  expect(await post(host, 'create', { ...HANEUL, ...wrong })).toMatchObject({ status, body: { code } })
  expect((await post(host, 'doLogin', HANEUL)).body).toMatchObject({ code: 'WRONG_LOGIN' })
})

it('lets nobody in with another password, with a login that is taken, or without the host’s', async () => {
  const host = createTestHost({ password: 'secret' })
  expect((await post(host, 'create', HANEUL)).body).toMatchObject({ code: 'WRONG_PASSWORD' })
  const known = { ...HANEUL, hostPassword: 'secret' }
  expect((await post(host, 'create', known)).status).toBe(201)
  expect((await post(host, 'create', known)).body).toMatchObject({ code: 'LOGIN_TAKEN' })
  const wrong = { ...known, password: 'something else' }
  expect(await post(host, 'doLogin', wrong)).toMatchObject({ status: 401, body: { code: 'WRONG_LOGIN' } })
})

it('takes no password out of an address', async () => {
  const query = new URLSearchParams(HANEUL).toString()
  expect((await post(createTestHost(), `doLogin?${query}`, {})).body).toMatchObject({ code: 'BAD_REQUEST' })
})

it('keeps pages of others away', async () => {
  const headers = { origin: 'https://stranger.test', host: 'localhost' }
  const answer = await ask(createTestHost(), {
    method: 'POST',
    url: '/member/doLogin',
    headers,
    payload: HANEUL,
  })
  expect(answer).toMatchObject({ status: 403, body: { code: 'ORIGIN_NOT_ALLOWED' } })
})

it('[AD7] counts new accounts together with those of the API', async () => {
  const host = createTestHost({ limited: true })
  const sign = { login: 'two words', password: 'x', nickname: 'a' }
  for (let tried = 0; tried < LIMITS.newAccountRate.burst; tried++)
    await ask(host, { method: 'POST', url: '/api/auth/signup', payload: sign })
  expect(await post(host, 'create', HANEUL)).toMatchObject({ status: 429, body: { code: 'TOO_FAST' } })
})
