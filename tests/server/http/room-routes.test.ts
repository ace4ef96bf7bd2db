import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { talk } from '../../contracts/samples.ts'
import { START, createTestHost, person } from './test-host.ts'

describe('rooms', () => {
  it('are created, listed oldest first, and shown', async () => {
    const host = createTestHost()
    const me = await person(host)
    const created = await me.post('/api/rooms', { name: ' 사랑  채 ' })
    expect(created.status).toBe(201)
    const first = created.body as { roomId: string }
    expect(created.body).toEqual({
      roomId: first.roomId,
      name: '사랑 채',
      kind: 'open',
      topic: '',
      ownerId: me.user.userId,
      slowMode: 0,
      announcementOnly: false,
      members: 0,
      createdAt: START,
      closedAt: null,
    })
    const second = await me.createRoom('부엌')
    expect(await me.get('/api/rooms')).toMatchObject({ status: 200, body: { rooms: [created.body, second] } })

    await enterRoom(host.ports, me.user, second.roomId)
    const shown = await me.get(`/api/rooms/${second.roomId}`)
    expect(shown).toMatchObject({ status: 200, body: { ...second, members: 1, seq: 1, joined: true } })
    const other = await person(host, '바다')
    expect((await other.get(`/api/rooms/${second.roomId}`)).body).toMatchObject({ joined: false })
  })

  it.each(['', ' \n ', 'x'.repeat(LIMITS.roomNameLength + 1)])('are not named %j', async (name) => {
    const me = await person(createTestHost())
    expect(await me.post('/api/rooms', { name })).toMatchObject({ status: 400, body: { code: 'BAD_NAME' } })
  })

  it.each([{}, { name: null }, { name: 'x'.repeat(513) }])('are not made from %j', async (body) => {
    const me = await person(createTestHost())
    expect(await me.post('/api/rooms', body)).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
  })

  it('list their members with who is connected', async () => {
    const host = createTestHost()
    const [me, other] = [await person(host, '하늘'), await person(host, '바다')]
    const { roomId } = await me.createRoom('a')
    await enterRoom(host.ports, me.user, roomId)
    await enterRoom(host.ports, other.user, roomId)
    await host.ports.signals.appear(other.user)
    expect(await me.get(`/api/rooms/${roomId}/members`)).toMatchObject({
      status: 200,
      body: {
        members: [
          { ...me.user, online: false, read: 1 },
          { ...other.user, online: true, read: 2 },
        ],
      },
    })
  })

  it('are told to whoever is in them with what they have not read, and no others', async () => {
    const host = createTestHost()
    const [me, other] = [await person(host, '하늘'), await person(host, '바다')]
    const [mine, theirs] = [await me.createRoom('a'), await me.createRoom('b')]
    expect(await me.get('/api/me/rooms')).toMatchObject({ status: 200, body: { rooms: [] } })
    await enterRoom(host.ports, other.user, mine.roomId)
    await enterRoom(host.ports, other.user, theirs.roomId)
    await enterRoom(host.ports, me.user, mine.roomId)
    await host.ports.log.append(mine.roomId, talk('n1', { by: me.user.userId }))
    const { epoch } = await host.ports.log.head(mine.roomId)
    const room = { ...mine, members: 2, epoch }
    expect((await me.get('/api/me/rooms')).body).toEqual({ rooms: [{ ...room, seq: 3, read: 2, unread: 1 }] })
    expect((await other.get('/api/me/rooms')).body).toMatchObject({
      rooms: [{ read: 1, unread: 1 }, { unread: 0 }],
    })

    const read = `/api/rooms/${mine.roomId}/read`
    expect(await other.post(read, { seq: 99 })).toMatchObject({ status: 200, body: { seq: 3 } })
    expect((await other.post(read, { seq: 1 })).body).toEqual({ seq: 3 })
    expect((await other.get('/api/me/rooms')).body).toMatchObject({ rooms: [{ unread: 0 }, { unread: 0 }] })
  })

  it.each([{}, { seq: -1 }, { seq: 1.5 }, { seq: '1' }])('are not marked as read by %j', async (body) => {
    const host = createTestHost()
    const me = await person(host)
    const { roomId } = await me.createRoom('a')
    await enterRoom(host.ports, me.user, roomId)
    expect(await me.post(`/api/rooms/${roomId}/read`, body)).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST' },
    })
  })

  it('are marked as read by their members alone', async () => {
    const me = await person(createTestHost())
    const { roomId } = await me.createRoom('a')
    expect(await me.post(`/api/rooms/${roomId}/read`, { seq: 1 })).toMatchObject({
      status: 403,
      body: { code: 'NOT_A_MEMBER' },
    })
    expect(await me.post('/api/rooms/nowhere/read', { seq: 1 })).toMatchObject({
      status: 404,
      body: { code: 'NO_SUCH_ROOM' },
    })
  })

  it.each(['', '/members', '/messages'])('that are not there are refused: %s', async (rest) => {
    const me = await person(createTestHost())
    for (const id of ['none', '!!!', 'not%20an%20id', 'x'.repeat(65)]) {
      expect(await me.get(`/api/rooms/${id}${rest}`)).toMatchObject({
        status: 404,
        body: { code: 'NO_SUCH_ROOM', message: 'There is no such room.' },
      })
    }
  })
})
