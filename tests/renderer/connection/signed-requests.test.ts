import Type from 'typebox'
import { afterEach, expect, test, vi } from 'vitest'
import { toKept } from '../../../renderer/connection/kept-sign-ins.ts'
import { Credentials } from '../../../renderer/connection/sign-in.ts'
import { SignedRequests } from '../../../renderer/connection/signed-requests.ts'
import { userId } from '../entries.ts'

const USER = { userId: userId('mina'), name: 'Mina' }
const EXPIRED = { code: 'TOKEN_EXPIRED', message: 'This token has expired.' }

/** A host that takes the renewed token alone. */
function requestsTo(answer: () => Response) {
  const tokens = { refreshToken: 'r', expiresAt: Date.now() + 3_600_000, user: USER }
  const asked: { path: string; token: string | null; method: string | undefined }[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const token = new Headers(init.headers).get('authorization')
    asked.push({ path: new URL(url).pathname, token, method: init.method })
    if (url.endsWith('/auth/refresh')) return Response.json({ ...tokens, token: 'new' })
    return token === 'Bearer new' ? answer() : Response.json(EXPIRED, { status: 401 })
  })
  const credentials = new Credentials({
    origin: 'http://host',
    signedIn: toKept({ ...tokens, token: 'old' }),
    shelf: { read: () => null, keep: () => {} },
  })
  return { requests: new SignedRequests('http://host', credentials), asked }
}

afterEach(() => vi.unstubAllGlobals())

test('a token that the host no longer takes is renewed once', async () => {
  const { requests, asked } = requestsTo(() => Response.json({ done: true }))
  const shape = Type.Object({ done: Type.Boolean() })
  expect(await requests.call(shape, '/rooms/r', { method: 'DELETE' })).toEqual({ done: true })
  expect(asked.map(({ path, token }) => [path, token])).toEqual([
    ['/api/rooms/r', 'Bearer old'],
    ['/api/auth/refresh', null],
    ['/api/rooms/r', 'Bearer new'],
  ])
  expect(asked.at(-1)?.method).toBe('DELETE')
})

test('an answer without a body is nothing', async () => {
  const { requests } = requestsTo(() => new Response(null, { status: 204 }))
  expect(await requests.call(Type.Null(), '/rooms/r', { body: {} })).toBeNull()
})

test('a file has the name that the host gave it', async () => {
  const headers = {
    'content-disposition': `attachment; filename="__.json"; filename*=UTF-8''%ED%9A%8C%EC%9D%98.json`,
  }
  const { requests } = requestsTo(() => new Response('whole', { headers }))
  const { name, content } = await requests.file('/rooms/r/export')
  expect([name, await content.text()]).toEqual(['회의.json', 'whole'])
})

test.each([[{}], [{ 'content-disposition': "attachment; filename*=UTF-8''%E0%A4" }]])(
  'a file whose name cannot be read has none',
  async (headers) => {
    const { requests } = requestsTo(() => new Response('whole', { headers }))
    expect((await requests.file('/rooms/r/export')).name).toBe('')
  },
)

test('a file that is refused rejects with the code of the host', async () => {
  const refused = { code: 'NO_SUCH_ROOM', message: 'There is no such room.' }
  const { requests } = requestsTo(() => Response.json(refused, { status: 404 }))
  await expect(requests.file('/rooms/r/export')).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
})
