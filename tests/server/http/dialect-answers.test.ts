// The requests of the chat for members: rooms, what was said there, and what is unread.
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { createRoom } from '../../../server/chat/create-room.ts'
import { deleteMessage } from '../../../server/chat/delete-message.ts'
import { editMessage } from '../../../server/chat/edit-message.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { ask, createTestHost, person, type TestHost } from './test-host.ts'

type Somebody = Awaited<ReturnType<typeof person>>

interface MemberRoom {
  roomId: RoomId
  roomName: string
}

async function group(who: Somebody, roomName = '방'): Promise<MemberRoom> {
  const query = new URLSearchParams({ roomName }).toString()
  return (await who.post(`/chat/room/group/create?${query}`, {})).body as MemberRoom
}

async function talk({ ports }: TestHost, { user }: Somebody, roomId: RoomId, ...messages: string[]) {
  for (const message of messages) {
    const post = await postMessage(ports, user, roomId, { message, nonce: message as never })
    await post()
  }
}

describe('a group', () => {
  it('is made with its maker in it, listed, joined and left', async () => {
    const host = createTestHost()
    const [maker, other] = [await person(host, '하늘'), await person(host, '바다')]
    const room = await group(maker, '우리 방')
    expect(room).toEqual({ roomId: room.roomId, roomName: '우리 방' })
    expect((await other.get('/chat/room/group/list')).body).toEqual([room])
    for (const path of ['join', 'join', 'leave'])
      expect(await other.post(`/chat/room/group/${room.roomId}/${path}`, {})).toMatchObject({
        status: 200,
        text: '',
      })
    const entries = await host.ports.log.read(room.roomId, { after: 0 as never, limit: 9 })
    expect(entries.map(({ type, sender }) => `${type} ${sender}`)).toEqual([
      'ENTER 하늘',
      'ENTER 바다',
      'LEAVE 바다',
    ])
  })

  it('is left by DELETE too', async () => {
    const host = createTestHost()
    const maker = await person(host)
    const { roomId } = await group(maker)
    const headers = { authorization: `Bearer ${maker.token}` }
    const answer = await ask(host, { method: 'DELETE', url: `/chat/room/group/${roomId}/leave`, headers })
    expect(answer).toMatchObject({ status: 200, text: '' })
    expect((await maker.get('/chat/my/rooms')).body).toEqual([])
  })

  it('may be asked for with JSON that is empty', async () => {
    const host = createTestHost()
    const { token } = await person(host)
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const url = '/chat/room/group/create?roomName=a'
    expect((await ask(host, { method: 'POST', url, headers, payload: '' })).status).toBe(200)
    expect((await ask(host, { method: 'POST', url, headers, payload: '{' })).status).toBe(400)
  })

  it.each([
    ['BAD_REQUEST', '/chat/room/group/create'],
    ['BAD_NAME', `/chat/room/group/create?roomName=${'x'.repeat(LIMITS.roomNameLength + 1)}`],
    ['NO_SUCH_ROOM', '/chat/room/group/none/join'],
    ['NO_SUCH_ROOM', '/chat/room/group/none/leave'],
    ['NO_SUCH_ROOM', '/chat/room/none/read'],
    ['BAD_REQUEST', '/chat/room/private/create'],
    ['NO_SUCH_PERSON', '/chat/room/private/create?otherMemberId=nobody'],
    ['NO_SUCH_PERSON', '/chat/room/private/create?otherMemberId=%EA%B0%80'],
  ])('is refused %s at %s', async (code, url) => {
    const who = await person(createTestHost())
    expect((await who.post(url, {})).body).toMatchObject({ code })
  })
})

describe('what was said', () => {
  it('is the messages of a room as they stand, oldest first', async () => {
    const host = createTestHost()
    const maker = await person(host, '하늘')
    const { roomId } = await group(maker)
    await talk(host, maker, roomId, '하나', '둘', '셋')
    const { ports } = host
    const edit = await editMessage(ports, maker.user, roomId, { seq: 2, message: '한', nonce: 'e' } as never)
    await edit()
    const deletion = await deleteMessage(ports, maker.user, roomId, { seq: 3 as never })
    await deletion()
    expect((await maker.get(`/chat/history/${roomId}`)).body).toEqual([
      { roomId, senderEmail: '하늘', message: '한' },
      { roomId, senderEmail: '하늘', message: '셋' },
    ])
  })

  it('is unread until the room is read, by whoever is in it', async () => {
    const host = createTestHost()
    const [maker, other] = [await person(host, '하늘'), await person(host, '바다')]
    const { roomId } = await group(maker)
    const read = (who: Somebody) => who.post(`/chat/room/${roomId}/read`, {})
    const unread = async () => (await other.get('/chat/my/rooms')).body
    expect((await read(other)).body).toMatchObject({ code: 'NOT_A_MEMBER' })
    await other.post(`/chat/room/group/${roomId}/join`, {})
    await talk(host, maker, roomId, '하나', '둘')
    const room = { roomId, roomName: '방', isGroupChat: 'Y' }
    expect(await unread()).toEqual([{ ...room, unReadCount: 2 }])
    expect(await read(other)).toMatchObject({ status: 200, text: '' })
    expect(await unread()).toEqual([{ ...room, unReadCount: 0 }])
  })
})

describe('a room of two', () => {
  it('is the same from either side, with the name of the other', async () => {
    const host = createTestHost()
    const [a, b] = [await person(host, '하늘'), await person(host, '바다')]
    // The host knows a guest by the rooms that they are in.
    for (const who of [a, b]) await group(who)
    const open = (from: Somebody, to: Somebody) =>
      from.post(`/chat/room/private/create?otherMemberId=${to.user.userId}`, {})
    const roomId = (await open(a, b)).body
    expect((await open(b, a)).body).toBe(roomId)
    const mine = { roomId, roomName: '바다', isGroupChat: 'N', unReadCount: 0 }
    expect((await a.get('/chat/my/rooms')).body).toContainEqual(mine)
  })
})

it('[CH4] a private room is as if it were not for whoever is not in it', async () => {
  const host = createTestHost()
  const [owner, stranger] = [await person(host, '주인'), await person(host, '남')]
  const { roomId } = await createRoom(host.ports, owner.user, '비밀', 'private')
  const none = '00000000-0000-4000-8000-000000000000'
  const about = async (id: string) => {
    const answers = [
      await stranger.get(`/chat/history/${id}`),
      await stranger.post(`/chat/room/${id}/read`, {}),
      await stranger.post(`/chat/room/group/${id}/join`, {}),
      await stranger.post(`/chat/room/group/${id}/leave`, {}),
    ]
    return answers.map(({ status, body }) => ({ status, body }))
  }
  expect(await about(roomId)).toEqual(await about(none))
  expect((await about(roomId)).map(({ status }) => status)).toEqual([404, 404, 404, 404])
  for (const list of ['/chat/room/group/list', '/chat/my/rooms'])
    expect((await stranger.get(list)).body).toEqual([])
})

it.each(['/chat/my/rooms', '/chat/room/group/list', '/chat/history/none'])(
  '%s is for those who say who they are',
  async (url) => {
    expect(await ask(createTestHost(), { url })).toMatchObject({
      status: 401,
      body: { code: 'UNAUTHENTICATED' },
    })
  },
)
