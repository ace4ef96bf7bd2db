// Private rooms and rooms of two, from the outside: by people who are in them, and by people who must not get in.
import { describe, expect, it } from 'vitest'
import type { Room, SignedIn } from '../../../protocol/rest.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { leaveRoom } from '../../../server/chat/leave-room.ts'
import { ask, createTestHost, person, START } from './test-host.ts'

async function people() {
  const host = createTestHost()
  const [a, b, c] = [await person(host, '하나'), await person(host, '둘'), await person(host, '셋')]
  for (const { user } of [a, b, c]) await host.ports.signals.appear(user)
  return { host, a, b, c }
}

type Person = Awaited<ReturnType<typeof person>>

/** All that can be asked of a room, and nothing that is in it. */
const allAnswers = async (who: Person, url: string) =>
  Promise.all([
    ...['', '/members', '/messages', '/export', '/bans'].map((path) => who.get(url + path)),
    who.post(`${url}/read`, { seq: 1 }),
    who.post(`${url}/close`, {}),
    who.post(`${url}/owner`, { userId: who.user.userId }),
    who.post(`${url}/remove`, { userId: who.user.userId }),
    who.post(`${url}/invitations`, { userId: who.user.userId }),
    who.call('PATCH', url, { topic: 'a' }),
    who.call('PUT', `${url}/bans/${who.user.userId}`),
    who.call('DELETE', `${url}/bans/${who.user.userId}`),
  ])

const textsOf = async (who: Person, url: string) =>
  (await allAnswers(who, url)).map(({ status, text }) => `${status} ${text}`)

describe('a private room', () => {
  it('[CH15] looks to whoever is not in it exactly as one that is none', async () => {
    const { a, b } = await people()
    const { roomId } = (await a.post('/api/rooms', { name: '비밀', kind: 'private' })).body as Room
    expect(await textsOf(b, `/api/rooms/${roomId}`)).toEqual(await textsOf(b, '/api/rooms/none'))
    expect((await b.get('/api/rooms')).body).toEqual({ rooms: [] })
    expect((await a.get('/api/rooms')).body).toEqual({ rooms: [] })
    expect((await a.get('/api/me/rooms')).body).toMatchObject({ rooms: [{ roomId, kind: 'private' }] })
  })

  it('[CH16] shows who was asked in its name and by whom, and nothing else; entering uses that up', async () => {
    const { host, a, b } = await people()
    const { roomId } = (await a.post('/api/rooms', { name: '비밀', kind: 'private' })).body as Room
    const url = `/api/rooms/${roomId}`
    expect((await a.post(`${url}/invitations`, { userId: b.user.userId })).status).toBe(204)
    expect((await b.get('/api/me/invitations')).body).toEqual({
      invitations: [{ roomId, name: '비밀', by: a.user, at: START }],
    })
    expect(await textsOf(b, url)).toEqual(await textsOf(b, '/api/rooms/none'))
    await enterRoom(host.ports, b.user, roomId)
    expect((await b.get('/api/me/invitations')).body).toEqual({ invitations: [] })
    expect((await b.get(url)).body).toMatchObject({ joined: true, members: 2 })
    await leaveRoom(host.ports, b.user, roomId)
    await expect(enterRoom(host.ports, b.user, roomId)).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
  })

  it('[CH16] is declined, and an invitation taken back', async () => {
    const { host, a, b, c } = await people()
    const { roomId } = (await a.post('/api/rooms', { name: '비밀', kind: 'private' })).body as Room
    const url = `/api/rooms/${roomId}`
    for (const { user } of [b, c]) await a.post(`${url}/invitations`, { userId: user.userId })
    expect((await b.call('DELETE', `/api/me/invitations/${roomId}`)).status).toBe(204)
    await a.post(`${url}/remove`, { userId: c.user.userId })
    for (const each of [b, c]) {
      expect((await each.get('/api/me/invitations')).body).toEqual({ invitations: [] })
      await expect(enterRoom(host.ports, each.user, roomId)).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
    }
    expect((await c.call('DELETE', `/api/me/invitations/${roomId}`)).status).toBe(204)
  })

  it('[CH16] asks in nobody who is none or banned, and an open room nobody at all', async () => {
    const { a, b } = await people()
    const make = async (kind: string) => {
      const { roomId } = (await a.post('/api/rooms', { name: '방', kind })).body as Room
      return `/api/rooms/${roomId}`
    }
    const [open, secret] = [await make('open'), await make('private')]
    const invited = async (url: string, userId: string) =>
      (await a.post(`${url}/invitations`, { userId })).body as { code: string } | undefined
    expect(await invited(open, b.user.userId)).toMatchObject({ code: 'BAD_REQUEST' })
    expect(await invited(secret, 'nobody')).toMatchObject({ code: 'NO_SUCH_PERSON' })
    await a.call('PUT', `${secret}/bans/${b.user.userId}`)
    expect(await invited(secret, b.user.userId)).toMatchObject({ code: 'BANNED' })
    await a.post(`${secret}/close`, {})
    expect(await invited(secret, b.user.userId)).toMatchObject({ code: 'ROOM_CLOSED' })
  })

  it('is not made of another kind', async () => {
    const { a } = await people()
    for (const kind of ['direct', 'secret', 1])
      expect((await a.post('/api/rooms', { name: '방', kind })).status).toBe(400)
  })
})

describe('what people are told of rooms that are not for everybody', () => {
  it('[CH17] is that they are asked into one, or have one with somebody', async () => {
    const { host, a, b } = await people()
    const heard: unknown[] = []
    await host.ports.signals.followPerson(b.user.userId, (signal) => heard.push(signal))
    const { roomId } = (await a.post('/api/rooms', { name: '비밀', kind: 'private' })).body as Room
    await a.post(`/api/rooms/${roomId}/invitations`, { userId: b.user.userId })
    const direct = (await a.post('/api/rooms/direct', { userId: b.user.userId })).body as Room
    await a.post('/api/rooms/direct', { userId: b.user.userId })
    expect(heard).toEqual([
      { type: 'INVITED', roomId, name: '비밀', by: a.user, at: START },
      { type: 'ENTERED', roomId: direct.roomId },
    ])
  })
})

describe('a room of two', () => {
  it('[CH18] is one, whoever opens it, also at the same time, and is called by the other', async () => {
    const { a, b } = await people()
    const open = (by: Person, { user }: Person) => by.post('/api/rooms/direct', { userId: user.userId })
    const [first, second] = await Promise.all([open(a, b), open(b, a)])
    expect([first.status, second.status].toSorted()).toEqual([200, 201])
    const { roomId } = first.body as Room
    expect(first.body).toMatchObject({ kind: 'direct', name: '둘', ownerId: null, members: 2 })
    expect(second.body).toMatchObject({ roomId, name: '하나' })
    expect((await a.get('/api/me/rooms')).body).toMatchObject({ rooms: [{ roomId, name: '둘' }] })
    expect((await b.get('/api/me/rooms')).body).toMatchObject({ rooms: [{ roomId, name: '하나' }] })
    expect((await b.get(`/api/rooms/${roomId}`)).body).toMatchObject({ name: '하나', joined: true })
    expect((await b.get(`/api/rooms/${roomId}/messages`)).body).toEqual({ entries: [], more: false })
  })

  it('[CH15] looks to everybody else exactly as one that is none', async () => {
    const { a, b, c } = await people()
    const { roomId } = (await a.post('/api/rooms/direct', { userId: b.user.userId })).body as Room
    expect(await textsOf(c, `/api/rooms/${roomId}`)).toEqual(await textsOf(c, '/api/rooms/none'))
    expect((await c.get('/api/rooms')).body).toEqual({ rooms: [] })
  })

  it('[CH18] is as it is: nobody leaves, changes or closes it, or sends the other away', async () => {
    const { host, a, b } = await people()
    const { roomId } = (await a.post('/api/rooms/direct', { userId: b.user.userId })).body as Room
    const url = `/api/rooms/${roomId}`
    const answers = [
      a.call('PATCH', url, { name: '우리' }),
      a.post(`${url}/close`, {}),
      a.post(`${url}/owner`, { userId: b.user.userId }),
      a.post(`${url}/remove`, { userId: b.user.userId }),
      a.post(`${url}/invitations`, { userId: b.user.userId }),
      a.call('PUT', `${url}/bans/${b.user.userId}`),
    ]
    for (const answer of answers)
      expect(await answer).toMatchObject({ status: 409, body: { code: 'DIRECT_ROOM' } })
    await expect(leaveRoom(host.ports, a.user, roomId)).rejects.toMatchObject({ code: 'DIRECT_ROOM' })
  })

  it('[CH18] is with somebody whom the host knows, and not with oneself', async () => {
    const { host, a, b } = await people()
    const open = (userId: string) => a.post('/api/rooms/direct', { userId })
    expect(await open(a.user.userId)).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
    expect(await open('nobody')).toMatchObject({ status: 404, body: { code: 'NO_SUCH_PERSON' } })
    await host.ports.signals.vanish(b.user.userId)
    expect(await open(b.user.userId)).toMatchObject({ status: 404, body: { code: 'NO_SUCH_PERSON' } })
    const { roomId } = await b.createRoom('방')
    await enterRoom(host.ports, b.user, roomId)
    expect((await open(b.user.userId)).status).toBe(201)
    const account = { login: 'nabi', password: 'correct horse', nickname: '나비' }
    const signedUp = await ask(host, { method: 'POST', url: '/api/auth/signup', payload: account })
    const { user } = signedUp.body as SignedIn
    expect(await open(user.userId)).toMatchObject({ status: 201, body: { name: '나비' } })
  })
})
