// What clients of the chat for members may send, and what becomes of it.
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { RefusalBody } from '../../../../protocol/rest.ts'
import { createRoom } from '../../../../server/chat/create-room.ts'
import { enterRoom } from '../../../../server/chat/enter-room.ts'
import { leaveRoom } from '../../../../server/chat/leave-room.ts'
import { BOARD } from '../../../../server/routes/dialects/board.ts'
import { MEMBERS } from '../../../../server/routes/dialects/members.ts'
import { TUTORIAL } from '../../../../server/routes/dialects/tutorial.ts'
import { person, user } from '../../../contracts/samples.ts'
import { quiet } from '../../../support/turns.ts'
import { SeedChat, say } from './seed-chat.ts'

const NOWHERE = '00000000-0000-4000-8000-000000000000'

/** Somebody who has come in by the door, and is in the room. */
async function open(door = '/connect/**') {
  const chat = new SeedChat(TUTORIAL, BOARD, MEMBERS)
  const roomId = await chat.createRoom()
  const client = await chat.come(door, { nickname: '하늘' })
  await enterRoom(chat.ports, { userId: user('user-1'), name: '하늘' }, roomId)
  const listen = async (id: string) => {
    client.subscribe(id, `/topic/${id}`)
    await quiet()
  }
  const codes = () => client.bodies<RefusalBody>('errors').map(({ code }) => code)
  return { chat, roomId, client, listen, codes }
}

describe('a message', () => {
  it.each([
    ['/connect/**', 'app'],
    ['/connect', 'publish'],
    ['/ws', 'app'],
    ['/ws/**', 'publish'],
  ])('[DI2] is an entry, and comes back in the shape of that system: by %s to /%s', async (door, prefix) => {
    const { chat, roomId, client, listen } = await open(door)
    await listen(roomId)
    await say(client, `/${prefix}/${roomId}`, { message: ' 안녕 ', senderEmail: 'somebody@else.test' })
    expect(client.bodies(roomId)).toEqual([{ roomId, senderEmail: '하늘', message: '안녕' }])
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘', 'TALK 하늘 안녕'])
  })

  it('[DI2] that was edited or deleted is not told, and no notice is, for want of words', async () => {
    const { chat, roomId, client, listen } = await open()
    await listen(roomId)
    await say(client, `/app/${roomId}`, { message: '안녕' })
    const about = { senderId: 'user-1', sender: '하늘', message: '잘 가', nonce: 'n', refersTo: 2 }
    for (const type of ['EDIT', 'DELETE']) await chat.ports.log.append(roomId, { ...about, type } as never)
    await chat.member('바다', roomId)
    await say(client, `/app/${roomId}`, { message: '또 봐요' })
    expect(client.bodies<{ message: string }>(roomId).map(({ message }) => message)).toEqual([
      '안녕',
      '또 봐요',
    ])
  })

  it('[DI5] is kept as often as it comes', async () => {
    const { chat, roomId, client } = await open()
    for (let time = 0; time < 2; time++) await say(client, `/app/${roomId}`, { message: '네' })
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘', 'TALK 하늘 네', 'TALK 하늘 네'])
  })

  it.each([{}, { message: 7 }, { message: null }, [], 'text'])(
    '[RT3] is a BAD_REQUEST where it is %j, and nothing is kept',
    async (body) => {
      const { chat, roomId, client, codes } = await open()
      await say(client, `/app/${roomId}`, body)
      expect([codes(), await chat.lines(roomId)]).toEqual([['BAD_REQUEST'], ['ENTER 하늘']])
    },
  )

  it.each([
    [LIMITS.messageLength, []],
    [LIMITS.messageLength + 1, ['TOO_LONG']],
  ])('[CH5] of %i characters is refused as %j', async (length, refused) => {
    const { roomId, client, codes } = await open()
    await say(client, `/app/${roomId}`, { message: '가'.repeat(length) })
    expect(codes()).toEqual(refused)
  })
})

describe('whoever is not in a room', () => {
  it('[DI8] cannot listen or talk there', async () => {
    const { chat, roomId, client, listen, codes } = await open()
    await leaveRoom(chat.ports, { userId: user('user-1'), name: '하늘' }, roomId)
    await listen(roomId)
    await say(client, `/app/${roomId}`, { message: '안녕' })
    expect(codes()).toEqual(['NOT_A_MEMBER', 'NOT_A_MEMBER'])
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘', 'LEAVE 하늘'])
  })

  it('[DI1] finds a private one as if it were not', async () => {
    const { chat, client, listen, codes } = await open()
    const { roomId } = await createRoom(chat.ports, person('owner'), '비밀', 'private')
    for (const id of [roomId, NOWHERE]) {
      await listen(id)
      await say(client, `/app/${id}`, { message: '안녕' })
    }
    expect(codes()).toEqual(Array(4).fill('NO_SUCH_ROOM'))
    const [hidden, , none] = client.bodies<RefusalBody>('errors')
    expect(hidden?.message).toBe(none?.message)
  })
})

describe('a destination', () => {
  it('[RT6] that is a room’s topic can be sent to by nobody', async () => {
    const { roomId, client, codes } = await open()
    await say(client, `/topic/${roomId}`, {})
    expect(codes()).toEqual(['NOT_SENDABLE'])
  })

  it('[DI3] that names no room by its form is another’s', async () => {
    const { client, codes } = await open('/ws')
    await say(client, '/app/nowhere', { message: 'a' })
    await say(client, '/topic/nowhere', { message: 'a' })
    expect(codes()).toEqual(['NO_SUCH_DESTINATION', 'NO_SUCH_DESTINATION'])
  })

  it.each(['mine', NOWHERE])(
    '[DI7] to which those at the door of the tutorial send each other stays theirs: %s',
    async (name) => {
      const { client, listen, codes } = await open('/gs-guide-websocket/**')
      await listen(name)
      await say(client, `/topic/${name}`, { hello: 'there' })
      expect([codes(), client.bodies(name)]).toEqual([[], [{ hello: 'there' }]])
    },
  )
})
