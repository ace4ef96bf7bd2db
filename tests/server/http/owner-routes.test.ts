// What the owner of a room does by REST, and everybody else may not.
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import type { Room } from '../../../protocol/rest.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { leaveRoom } from '../../../server/chat/leave-room.ts'
import { seq } from '../../contracts/samples.ts'
import { createTestHost, person, START } from './test-host.ts'

/** A room whose owner and a member are in it, and a stranger. */
async function ownedRoom(kind: 'open' | 'private' = 'open') {
  const host = createTestHost()
  const [owner, member, stranger] = [
    await person(host, '방장'),
    await person(host, '식구'),
    await person(host, '나그네'),
  ]
  const { roomId } = (await owner.post('/api/rooms', { name: '방', kind })).body as Room
  const url = `/api/rooms/${roomId}`
  await enterRoom(host.ports, owner.user, roomId)
  await host.ports.signals.appear(member.user)
  if (kind === 'private') await owner.post(`${url}/invitations`, { userId: member.user.userId })
  await enterRoom(host.ports, member.user, roomId)
  const notices = async () => {
    const entries = await host.ports.log.read(roomId, { after: seq(0), limit: 100 })
    return entries.map(({ type, sender, reason }) =>
      [type, sender, ...(reason === undefined ? [] : [reason])].join(' '),
    )
  }
  return { host, owner, member, stranger, roomId, url, notices }
}

const refused = (status: number, code: string) => ({ status, body: { code } })

describe('changing a room', () => {
  it('[CH19] its owner gives it a name, a topic, a pace, and has only themselves talk', async () => {
    const { owner, stranger, url } = await ownedRoom()
    const change = { name: ' 새  이름 ', topic: ' 날씨\n이야기 ', slowMode: 30, announcementOnly: true }
    const made = { name: '새 이름', topic: '날씨 이야기', slowMode: 30, announcementOnly: true }
    expect(await owner.call('PATCH', url, change)).toMatchObject({ status: 200, body: made })
    expect((await stranger.get(url)).body).toMatchObject(made)
    expect(await owner.call('PATCH', url, { topic: ' ' })).toMatchObject({ body: { ...made, topic: '' } })
  })

  it.each([
    [{ topic: '한'.repeat(LIMITS.topicLength) }, 200, undefined],
    [{ topic: '한'.repeat(LIMITS.topicLength + 1) }, 400, 'BAD_TOPIC'],
    [{ topic: 'a\u202eb' }, 400, 'BAD_TOPIC'],
    [{ name: '' }, 400, 'BAD_NAME'],
    [{ slowMode: LIMITS.slowestMode }, 200, undefined],
    [{ slowMode: LIMITS.slowestMode + 1 }, 400, 'BAD_REQUEST'],
    [{ slowMode: -1 }, 400, 'BAD_REQUEST'],
    [{ slowMode: 0.5 }, 400, 'BAD_REQUEST'],
    [{ announcementOnly: 'maybe' }, 400, 'BAD_REQUEST'],
  ])('[CH19] %j is answered %i %s', async (change, status, code) => {
    const { owner, url } = await ownedRoom()
    const { status: answered, body } = await owner.call('PATCH', url, change)
    expect([answered, (body as { code?: string }).code]).toEqual([status, code])
  })

  it('[CH19] changes nothing of it where a part is refused', async () => {
    const { owner, url } = await ownedRoom()
    await owner.call('PATCH', url, { name: '다른 이름', topic: 'a\u202eb' })
    expect((await owner.get(url)).body).toMatchObject({ name: '방', topic: '' })
  })

  it('[CH19] is told to the lobby and to those who listen to the room', async () => {
    const { host, owner, roomId, url } = await ownedRoom()
    const heard: object[] = []
    await host.ports.signals.followLobby((signal) => heard.push(signal))
    await host.ports.signals.followRoom(roomId, (signal) => heard.push(signal))
    const { body: room } = await owner.call('PATCH', url, { topic: '날씨' })
    await owner.post(`${url}/close`, {})
    expect(heard).toEqual([
      { type: 'ROOM', room },
      { type: 'ROOM_CHANGED', ...(room as Room) },
      { type: 'ROOM', room: { ...(room as Room), closedAt: START } },
      { type: 'ROOM_CLOSED', roomId },
    ])
  })

  it('[CH19] of a private room tells the lobby nothing', async () => {
    const { host, owner, url } = await ownedRoom('private')
    const heard: object[] = []
    await host.ports.signals.followLobby((signal) => heard.push(signal))
    await owner.call('PATCH', url, { topic: '비밀' })
    await owner.post(`${url}/close`, {})
    expect(heard).toEqual([])
  })
})

describe('a room’s owner', () => {
  it('[CH20] passes it on to a member, and to nobody else', async () => {
    const { owner, member, stranger, url } = await ownedRoom()
    const pass = (userId: string) => owner.post(`${url}/owner`, { userId })
    expect(await pass(stranger.user.userId)).toMatchObject(refused(403, 'NOT_A_MEMBER'))
    expect(await pass(member.user.userId)).toMatchObject({
      status: 200,
      body: { ownerId: member.user.userId },
    })
    expect(await owner.call('PATCH', url, {})).toMatchObject(refused(403, 'NOT_THE_OWNER'))
    expect((await member.call('PATCH', url, {})).status).toBe(200)
  })

  it('[CH20] stays the owner when they leave', async () => {
    const { host, owner, roomId, url } = await ownedRoom()
    await leaveRoom(host.ports, owner.user, roomId)
    expect((await owner.call('PATCH', url, { topic: 'a' })).status).toBe(200)
  })

  it('[CH20] is an admin of the host too, and nobody else: the others are refused whatever they ask', async () => {
    const { host, member, stranger, url } = await ownedRoom()
    const ask = (who: typeof member) => [
      who.call('PATCH', url, { topic: 'a' }),
      who.post(`${url}/owner`, { userId: member.user.userId }),
      who.post(`${url}/remove`, { userId: stranger.user.userId }),
      who.post(`${url}/invitations`, { userId: stranger.user.userId }),
      who.get(`${url}/bans`),
      who.call('PUT', `${url}/bans/${stranger.user.userId}`),
      who.call('DELETE', `${url}/bans/${stranger.user.userId}`),
      who.post(`${url}/close`, {}),
    ]
    for (const who of [member, stranger])
      for (const answer of ask(who)) expect(await answer).toMatchObject(refused(403, 'NOT_THE_OWNER'))
    host.ports.roles.isAdmin = async (userId) => userId === stranger.user.userId
    expect((await stranger.call('PATCH', url, { topic: 'a' })).status).toBe(200)
  })
})

describe('closing a room', () => {
  it('[CH13] leaves it to be read by those who were in it, and is answered the same again', async () => {
    const { owner, member, stranger, url } = await ownedRoom()
    const closed = await owner.post(`${url}/close`, {})
    expect(closed).toMatchObject({ status: 200, body: { closedAt: START } })
    expect((await owner.post(`${url}/close`, {})).body).toEqual(closed.body)
    for (const path of ['', '/members', '/messages', '/export']) {
      expect((await member.get(url + path)).status).toBe(200)
      expect(await stranger.get(url + path)).toMatchObject(refused(403, 'ROOM_CLOSED'))
    }
    expect((await stranger.get('/api/rooms')).body).toEqual({ rooms: [] })
    expect(await owner.call('PATCH', url, { topic: 'a' })).toMatchObject(refused(403, 'ROOM_CLOSED'))
  })
})

describe('sending people away', () => {
  it('[CH21] ends their membership with the reason, once, and they may come to an open room again', async () => {
    const { host, owner, member, roomId, url, notices } = await ownedRoom()
    for (const _time of [1, 2])
      expect((await owner.post(`${url}/remove`, { userId: member.user.userId })).status).toBe(204)
    expect(await notices()).toEqual(['ENTER 방장', 'ENTER 식구', 'LEAVE 식구 removed'])
    await enterRoom(host.ports, member.user, roomId)
    expect((await member.get(url)).body).toMatchObject({ joined: true })
  })

  it('[CH21] with a ban keeps them out until it is lifted', async () => {
    const { owner, member, url, notices } = await ownedRoom()
    const ban = `${url}/bans/${member.user.userId}`
    for (const _time of [1, 2]) expect((await owner.call('PUT', ban)).status).toBe(204)
    expect((await owner.get(`${url}/bans`)).body).toEqual({ banned: [member.user] })
    expect((await notices()).at(-1)).toBe('LEAVE 식구 removed')
    for (const path of ['', '/members', '/messages', '/export'])
      expect(await member.get(url + path)).toMatchObject(refused(403, 'BANNED'))
    expect((await member.get('/api/rooms')).body).toMatchObject({ rooms: [{ name: '방' }] })
    expect((await owner.call('DELETE', ban)).status).toBe(204)
    expect((await member.get(url)).status).toBe(200)
  })

  it('[CH21] reaches nobody who is none, and not the owner', async () => {
    const { owner, url } = await ownedRoom()
    const own = { userId: owner.user.userId }
    expect(await owner.post(`${url}/remove`, own)).toMatchObject(refused(400, 'BAD_REQUEST'))
    expect(await owner.call('PUT', `${url}/bans/${own.userId}`)).toMatchObject(refused(400, 'BAD_REQUEST'))
    for (const nobody of ['nobody', '%20'])
      expect(await owner.call('PUT', `${url}/bans/${nobody}`)).toMatchObject(refused(404, 'NO_SUCH_PERSON'))
  })
})
