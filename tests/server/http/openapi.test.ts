import { beforeAll, describe, expect, it } from 'vitest'
import Schema from 'typebox/schema'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { ask, createTestHost, person, signIn } from './test-host.ts'
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
  'GET /api/host',
  'GET /api/me',
  'GET /api/me/rooms',
  'GET /api/rooms',
  'GET /api/rooms/{roomId}',
  'GET /api/rooms/{roomId}/export',
  'GET /api/rooms/{roomId}/members',
  'GET /api/rooms/{roomId}/messages',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'POST /api/auth/guest',
  'POST /api/auth/login',
  'POST /api/auth/refresh',
  'POST /api/auth/signup',
  'POST /api/rooms',
  'POST /api/rooms/{roomId}/read',
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
      const secured = /api\/(me|rooms)/.test(route)
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
    expectDeclared('GET /api/rooms/{roomId}/messages', await me.get(`${url}/messages`))
    expectDeclared('GET /api/rooms/{roomId}/export', await me.get(`${url}/export`))
    expectDeclared('GET /api/rooms/{roomId}/export', await me.get(`${url}/export?format=x`))
  })
})

function expectDeclared(route: string, { status, body }: Answer): void {
  const responses = operations().find((each) => each.route === route)?.operation.responses ?? {}
  const declared = responses[String(status)] ?? responses[`${String(status)[0]}XX`]
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
