// The paths of older systems: rooms in their envelopes.
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { createRoom } from '../../../server/chat/create-room.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { ask, createTestHost, person } from './test-host.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

describe('nickname rooms', () => {
  const make = (host = createTestHost()) => ({
    host,
    post: (options: object) => ask(host, { method: 'POST', url: '/chat/room', ...options }),
  })

  it.each([
    ['a form', { headers: FORM, payload: 'roomName=%EB%B0%A9&roomName=no' }],
    ['JSON', { payload: { roomName: '방' } }],
    ['the query', { url: '/chat/room?roomName=%EB%B0%A9' }],
    ['a form that calls it name', { headers: FORM, payload: 'name=%EB%B0%A9' }],
  ])('are made by %s, without having signed in', async (_way, options) => {
    const { host, post } = make()
    const { status, body } = await post(options)
    const room = body as { roomId: string }
    expect([status, room]).toEqual([200, { roomId: room.roomId, roomName: '방' }])
    expect((await ask(host, { url: '/chat/rooms' })).body).toEqual([room])
    expect((await ask(host, { url: `/chat/room/${room.roomId}` })).body).toEqual(room)
    const web = await person(host)
    expect((await web.get(`/api/rooms/${room.roomId}`)).body).toMatchObject({
      name: '방',
      members: 0,
      ownerId: null,
    })
  })

  it.each([
    ['BAD_REQUEST', 400, {}],
    ['BAD_REQUEST', 400, { payload: [] }],
    ['BAD_REQUEST', 400, { payload: { roomName: 7 } }],
    ['BAD_REQUEST', 400, { headers: { 'content-type': 'text/csv' }, payload: 'a' }],
    ['BAD_NAME', 400, { payload: { roomName: '' } }],
    ['BAD_NAME', 400, { payload: { roomName: 'x'.repeat(LIMITS.roomNameLength + 1) } }],
    ['REQUEST_TOO_LARGE', 413, { headers: FORM, payload: `roomName=${'x'.repeat(LIMITS.restBodyBytes)}` }],
  ])('are refused %s, %i, of %j', async (code, status, options) => {
    const { host, post } = make()
    expect(await post(options)).toMatchObject({ status, body: { code } })
    expect((await ask(host, { url: '/chat/rooms' })).body).toEqual([])
  })

  it('may have a name of the longest length', async () => {
    const roomName = '가'.repeat(LIMITS.roomNameLength)
    expect(await make().post({ payload: { roomName } })).toMatchObject({ status: 200, body: { roomName } })
  })

  it.each(['none', '%EA%B0%80'])('there is none at %s', async (roomId) => {
    const answer = await ask(createTestHost(), { url: `/chat/room/${roomId}` })
    expect(answer).toMatchObject({ status: 404, body: { code: 'NO_SUCH_ROOM' } })
  })
})

describe('the host', () => {
  it('[DI6] with a password tells them to nobody who has not signed in', async () => {
    const host = createTestHost({ password: 'secret' })
    for (const options of [
      { url: '/chat/rooms' },
      { url: '/chat/room/x' },
      { method: 'POST', url: '/chat/room', payload: { roomName: 'a' } } as const,
    ])
      expect(await ask(host, options)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
  })

  it('[DI6] knows who asks where they say so', async () => {
    const web = await person(createTestHost())
    expect((await web.get('/chat/rooms')).status).toBe(200)
    const forged = { authorization: 'Bearer x.y.z' }
    const answer = await ask(createTestHost(), { url: '/chat/rooms', headers: forged })
    expect(answer).toMatchObject({ status: 401, body: { success: false } })
  })

  it('keeps pages of others away', async () => {
    const headers = { origin: 'https://stranger.test', host: 'localhost' }
    const answer = await ask(createTestHost(), { url: '/chat/rooms', headers })
    expect(answer).toMatchObject({ status: 403, body: { code: 'ORIGIN_NOT_ALLOWED' } })
  })

  it('[AD7] counts new rooms together with those of the API', async () => {
    const host = createTestHost({ limited: true })
    const web = await person(host)
    for (let made = 0; made < LIMITS.newRoomRate.burst; made++) await web.createRoom('a')
    const answer = await ask(host, { method: 'POST', url: '/chat/room', payload: { roomName: 'a' } })
    expect(answer).toMatchObject({ status: 429, body: { code: 'TOO_FAST' } })
    expect(answer.headers['retry-after']).toBeDefined()
  })
})

describe('[DI6] rooms of stores, for whoever says who they are', () => {
  const succeeded = { success: true, code: 0, msg: '성공하였습니다.' }

  it('have envelopes', async () => {
    const web = await person(createTestHost())
    const { status, body } = await web.post('/chat/room', { name: '가게' })
    const { data } = body as { data: { id: string } }
    expect([status, body]).toEqual([200, { ...succeeded, data: { id: data.id, name: '가게' } }])
    expect((await web.get('/chat/rooms')).body).toEqual({ ...succeeded, list: [data] })
    expect((await web.get(`/chat/room/${data.id}`)).body).toEqual({ ...succeeded, data })
  })

  it('are told to their owner as a store’s, and to the others who are in as a customer’s', async () => {
    const host = createTestHost()
    const [store, customer] = [await person(host, '가게'), await person(host, '손님')]
    const [entered] = [await store.createRoom('문의'), await store.createRoom('빈 방')]
    for (const { user } of [store, customer]) await enterRoom(host.ports, user, entered.roomId)
    const names = async (who: typeof store, path: string) =>
      ((await who.get(path)).body as { list: { name: string }[] }).list.map(({ name }) => name)
    expect(await names(store, '/chat/store')).toEqual(['문의', '빈 방'])
    expect(await names(store, '/chat/customer')).toEqual([])
    expect(await names(customer, '/chat/store')).toEqual([])
    expect(await names(customer, '/chat/customer')).toEqual(['문의'])
  })

  it('[CH4] are as if they were not for whoever may not know of them', async () => {
    const host = createTestHost()
    const [owner, stranger] = [await person(host, '주인'), await person(host, '남')]
    const { roomId } = await createRoom(host.ports, owner.user, '비밀', 'private')
    const none = await stranger.get('/chat/room/none')
    const hidden = await stranger.get(`/chat/room/${roomId}`)
    expect([hidden.status, hidden.body]).toEqual([none.status, none.body])
    expect((await stranger.get('/chat/rooms')).body).toEqual({ ...succeeded, list: [] })
    expect((await ask(host, { url: `/chat/room/${roomId}` })).status).toBe(404)
    expect((await owner.get('/chat/store')).body).toMatchObject({ list: [{ id: roomId }] })
  })

  it.each([
    ['/chat/room/none', 404],
    ['/chat/room/%EA%B0%80', 404],
  ])('refuse in an envelope: %s, %i', async (url, status) => {
    const web = await person(createTestHost())
    expect(await web.get(url)).toMatchObject({ status, body: { success: false, code: -1 } })
  })

  it.each([{}, { 'x-auth-token': 'x.y.z' }])('ask who it is, given %j', async (headers) => {
    const answer = await ask(createTestHost(), { url: '/chat/customer', headers })
    expect(answer).toMatchObject({ status: 401, body: { success: false, code: -1 } })
  })
})
