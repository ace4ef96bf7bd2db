import { beforeAll, describe, expect, it } from 'vitest'
import Schema from 'typebox/schema'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { ask, createTestHost, person, signIn, type TestHost } from './test-host.ts'
import type { Answer } from './test-host.ts'

interface Operation {
  operationId: string
  summary: string
  tags: string[]
  security?: Record<string, string[]>[]
  parameters?: { name: string; in: string; required?: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}
interface OpenApi {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, object> }
}

const ROUTES = [
  'DELETE /api/me/invitations/{roomId}',
  'DELETE /api/rooms/{roomId}/bans/{userId}',
  'DELETE /api/rooms/{roomId}/messages/{seq}',
  'GET /api/host',
  'GET /api/me',
  'GET /api/me/invitations',
  'GET /api/me/rooms',
  'GET /api/rooms',
  'GET /api/rooms/{roomId}',
  'GET /api/rooms/{roomId}/bans',
  'GET /api/rooms/{roomId}/export',
  'GET /api/rooms/{roomId}/members',
  'GET /api/rooms/{roomId}/messages',
  'GET /api/search',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'PATCH /api/rooms/{roomId}',
  'PATCH /api/rooms/{roomId}/messages/{seq}',
  'POST /api/auth/guest',
  'POST /api/auth/login',
  'POST /api/auth/logout',
  'POST /api/auth/refresh',
  'POST /api/auth/signup',
  'POST /api/rooms',
  'POST /api/rooms/direct',
  'POST /api/rooms/{roomId}/close',
  'POST /api/rooms/{roomId}/invitations',
  'POST /api/rooms/{roomId}/owner',
  'POST /api/rooms/{roomId}/read',
  'POST /api/rooms/{roomId}/remove',
  'PUT /api/rooms/{roomId}/bans/{userId}',
]

let document: OpenApi
const operations = () =>
  Object.entries(document.paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${url}`,
      operation,
    })),
  )

beforeAll(async () => {
  document = (await ask(createTestHost(), { url: '/api/openapi.json' })).body as OpenApi
})

describe('the OpenAPI document', () => {
  it('is of version 3.1 and tells the host’s version', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Sarangbang', version: '1.2.3' } })
  })

  it('has every route, each with a name of its own', () => {
    expect(
      operations()
        .map(({ route }) => route)
        .sort(),
    ).toEqual(ROUTES)
    expect(new Set(operations().map(({ operation }) => operation.operationId)).size).toBe(ROUTES.length)
    for (const { operation } of operations()) expect(operation.summary).toMatch(/\.$/)
  })

  it('declares every part of each path', () => {
    for (const { route, operation } of operations())
      for (const [, name] of route.matchAll(/\{(\w+)\}/g))
        expect(operation.parameters).toContainEqual(
          expect.objectContaining({ name, in: 'path', required: true }),
        )
  })

  it('says where one must have signed in, by schemes that it declares', () => {
    for (const { route, operation } of operations()) {
      const secured = /api\/(me|rooms|search|auth\/(signup|logout))/.test(route)
      expect(operation.security !== undefined, route).toBe(secured)
      for (const scheme of (operation.security ?? []).flatMap((each) => Object.keys(each)))
        expect(document.components.securitySchemes).toHaveProperty(scheme)
    }
  })

  it('refers to nothing outside itself', () => {
    expect(JSON.stringify(document)).not.toContain('$ref')
  })
})

describe('answers', () => {
  it('have the shape that is declared for them', async () => {
    const host = createTestHost()
    const { refreshToken } = await signIn(host)
    const me = await person(host)
    const room = await me.createRoom('a')
    await enterRoom(host.ports, me.user, room.roomId)
    const post = (url: string, payload: object) => ask(host, { method: 'POST', url, payload })
    const url = `/api/rooms/${room.roomId}`

    expectDeclared('GET /api/host', await ask(host, { url: '/api/host' }))
    expectDeclared('GET /healthz', await ask(host, { url: '/healthz' }))
    expectDeclared('GET /readyz', await ask(host, { url: '/readyz' }))
    expectDeclared('POST /api/auth/guest', await post('/api/auth/guest', { nickname: 'a' }))
    expectDeclared('POST /api/auth/guest', await post('/api/auth/guest', { nickname: '' }))
    const account = { login: 'haneul', password: 'correct horse', nickname: '하늘' }
    expectDeclared('POST /api/auth/signup', await post('/api/auth/signup', account))
    expectDeclared('POST /api/auth/signup', await post('/api/auth/signup', account))
    expectDeclared('POST /api/auth/login', await post('/api/auth/login', account))
    expectDeclared('POST /api/auth/login', await post('/api/auth/login', { ...account, login: 'bada' }))
    expectDeclared('POST /api/auth/refresh', await post('/api/auth/refresh', { refreshToken }))
    expectDeclared('POST /api/auth/refresh', await post('/api/auth/refresh', {}))
    expectDeclared('GET /api/me', await me.get('/api/me'))
    expectDeclared('GET /api/me', await ask(host, { url: '/api/me' }))
    expectDeclared('GET /api/me/rooms', await me.get('/api/me/rooms'))
    expectDeclared('GET /api/rooms', await me.get('/api/rooms'))
    expectDeclared('POST /api/rooms', await me.post('/api/rooms', { name: 'b' }))
    expectDeclared('GET /api/rooms/{roomId}', await me.get(url))
    expectDeclared('POST /api/rooms/{roomId}/read', await me.post(`${url}/read`, { seq: 1 }))
    expectDeclared('POST /api/rooms/{roomId}/read', await me.post(`${url}/read`, {}))
    expectDeclared('GET /api/rooms/{roomId}', await me.get('/api/rooms/none'))
    expectDeclared('GET /api/rooms/{roomId}/members', await me.get(`${url}/members`))
    const talk = { type: 'TALK', senderId: me.user.userId, sender: '하늘', message: 'x', nonce: 'n' } as const
    await host.ports.log.append(room.roomId, talk)
    const headers = { authorization: `Bearer ${me.token}` }
    const message = { url: `${url}/messages/2`, headers }
    const [PATCH, DELETE] = [
      'PATCH /api/rooms/{roomId}/messages/{seq}',
      'DELETE /api/rooms/{roomId}/messages/{seq}',
    ]
    expectDeclared(PATCH, await ask(host, { ...message, method: 'PATCH', payload: { message: 'y' } }))
    expectDeclared(DELETE, await ask(host, { ...message, method: 'DELETE' }))
    expectDeclared(PATCH, await ask(host, { ...message, method: 'PATCH', payload: { message: 'z' } }))
    expectDeclared('GET /api/rooms/{roomId}/messages', await me.get(`${url}/messages`))
    await expectRoomsDeclared(host, me)
    expectDeclared('GET /api/search', await me.get('/api/search?q=a'))
    expectDeclared('GET /api/search', await me.get('/api/search'))
    expectDeclared('GET /api/rooms/{roomId}/export', await me.get(`${url}/export`))
    expectDeclared('GET /api/rooms/{roomId}/export', await me.get(`${url}/export?format=x`))
  })
})

/** The calls of owners, of those who are asked in, and of two people. */
async function expectRoomsDeclared(host: TestHost, me: Awaited<ReturnType<typeof person>>): Promise<void> {
  const other = await person(host, '바다')
  const { userId } = other.user
  await host.ports.signals.appear(other.user)
  const made = await me.post('/api/rooms', { name: 'a', kind: 'private' })
  const room = '/api/rooms/{roomId}'
  const url = `/api/rooms/${(made.body as { roomId: string }).roomId}`
  expectDeclared('POST /api/rooms', made)
  for (const _again of [1, 2])
    expectDeclared('POST /api/rooms/direct', await me.post('/api/rooms/direct', { userId }))
  expectDeclared(`PATCH ${room}`, await me.call('PATCH', url, { topic: 'a' }))
  for (const who of [userId, 'nobody'])
    expectDeclared(`POST ${room}/invitations`, await me.post(`${url}/invitations`, { userId: who }))
  expectDeclared('GET /api/me/invitations', await other.get('/api/me/invitations'))
  const invitation = url.replace('rooms', 'me/invitations')
  expectDeclared('DELETE /api/me/invitations/{roomId}', await other.call('DELETE', invitation))
  expectDeclared(`POST ${room}/remove`, await me.post(`${url}/remove`, { userId }))
  for (const method of ['PUT', 'DELETE'] as const)
    expectDeclared(`${method} ${room}/bans/{userId}`, await me.call(method, `${url}/bans/${userId}`))
  await me.call('PUT', `${url}/bans/${userId}`)
  expectDeclared(`GET ${room}/bans`, await me.get(`${url}/bans`))
  expectDeclared(`POST ${room}/owner`, await me.post(`${url}/owner`, { userId }))
  expectDeclared(`POST ${room}/owner`, await me.post(`${url}/owner`, { userId: me.user.userId }))
  expectDeclared(`POST ${room}/close`, await me.post(`${url}/close`, {}))
}

function expectDeclared(route: string, { status, body }: Answer): void {
  const responses = operations().find((each) => each.route === route)?.operation.responses ?? {}
  const declared = responses[String(status)] ?? responses[`${String(status)[0]}XX`]
  if (status === 204) return expect([declared, body], route).toEqual([expect.anything(), undefined])
  const schema = declared?.content?.['application/json']?.schema
  expect(schema, `${route} ${status}`).toBeDefined()
  expect(Schema.Compile(schema ?? false).Errors(body), `${route} ${status}`).toEqual([true, []])
}

describe('the API’s page', () => {
  it.each(['/api/docs', '/api/docs/'])('at %s comes with all that it needs, from this host', async (url) => {
    const host = createTestHost()
    const page = await ask(host, { url })
    expect(page.text).toContain('Sarangbang API')
    const needed = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, at]) => at ?? '')
    expect(needed.length).toBeGreaterThan(3)
    for (const at of needed)
      expect((await ask(host, { url: new URL(at, `http://x${url}`).pathname })).status, at).toBe(200)
    expect((await ask(host, { url: '/api/docs/json' })).body).toEqual(document)
  })
})
