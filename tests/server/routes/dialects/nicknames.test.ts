// What clients of the system with nickname rooms may send, and what becomes of it.
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { RefusalBody } from '../../../../protocol/rest.ts'
import { createRoom } from '../../../../server/chat/create-room.ts'
import { NICKNAMES } from '../../../../server/routes/dialects/nicknames.ts'
import { person } from '../../../contracts/samples.ts'
import { quiet } from '../../../support/turns.ts'
import { SeedChat, say } from './seed-chat.ts'

const SEND = '/app/chat/sendMessage'

async function open() {
  const chat = new SeedChat(NICKNAMES)
  const roomId = await chat.createRoom()
  const client = await chat.come('/ws/chat/**')
  client.subscribe('room', `/topic/chat/room/${roomId}`)
  await quiet()
  const tell = (type: string, message?: unknown, sender: unknown = '하늘') =>
    say(client, SEND, { type, roomId, sender, message })
  const codes = () => client.bodies<RefusalBody>('errors').map(({ code }) => code)
  return { chat, roomId, client, tell, codes }
}

describe('a message', () => {
  it('[DI1] is an entry like any other', async () => {
    const { chat, roomId, tell } = await open()
    await tell('ENTER')
    await tell('TALK', ' 안녕 ')
    await tell('LEAVE', null)
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘', 'TALK 하늘 안녕', 'LEAVE 하늘'])
  })

  it('[DI2] comes back in the words of that system', async () => {
    const { roomId, client, tell } = await open()
    await tell('ENTER', 'what a client says here counts for nothing')
    await tell('TALK', '안녕')
    await tell('LEAVE')
    expect(client.bodies('room')).toEqual([
      { type: 'ENTER', roomId, sender: '하늘', message: '하늘님이 입장하였습니다.' },
      { type: 'TALK', roomId, sender: '하늘', message: '안녕' },
      { type: 'LEAVE', roomId, sender: '하늘', message: '하늘님이 퇴장하였습니다.' },
    ])
  })

  it('[DI2] that was edited or deleted is not told, for want of words', async () => {
    const { chat, roomId, client, tell } = await open()
    await tell('TALK', '안녕')
    const about = { senderId: 'user-1', sender: '하늘', message: '잘 가', nonce: 'n', refersTo: 2 }
    await chat.ports.log.append(roomId, { ...about, type: 'EDIT' } as never)
    await tell('TALK', '또 봐요')
    expect(client.bodies<{ message: string }>('room').map(({ message }) => message)).toEqual([
      '하늘님이 입장하였습니다.',
      '안녕',
      '또 봐요',
    ])
  })

  it('[DI4] lets whoever has not entered in first', async () => {
    const { chat, roomId, tell } = await open()
    await tell('TALK', '먼저')
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘', 'TALK 하늘 먼저'])
  })

  it('[DI4] that cannot be kept lets nobody in', async () => {
    const { chat, roomId, tell, codes } = await open()
    await tell('TALK', '가'.repeat(LIMITS.messageLength + 1))
    expect([codes(), await chat.lines(roomId)]).toEqual([['TOO_LONG'], []])
  })

  it('[DI5] is kept as often as it comes', async () => {
    const { chat, roomId, tell } = await open()
    await tell('TALK', '네')
    await tell('TALK', '네')
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘', 'TALK 하늘 네', 'TALK 하늘 네'])
  })

  it('[SE35] may say a name like any other, or none that is the sender’s', async () => {
    const { chat, roomId, tell, codes } = await open()
    await tell('ENTER', '', ' '.repeat(3))
    await tell('ENTER', '', 'x'.repeat(LIMITS.nicknameLength + 1))
    await tell('ENTER', '', 'x'.repeat(LIMITS.nicknameLength))
    await tell('TALK', '누구', '하늘')
    expect(codes()).toEqual(['BAD_NAME', 'BAD_NAME', 'OTHER_NAME'])
    expect(await chat.lines(roomId)).toEqual([`ENTER ${'x'.repeat(LIMITS.nicknameLength)}`])
  })

  it.each([
    ['BAD_REQUEST', { type: 'JOIN', sender: '하늘' }],
    ['BAD_REQUEST', { type: 'ENTER' }],
    ['BAD_REQUEST', { type: 'ENTER', sender: 7 }],
    ['BAD_REQUEST', { type: 'TALK', sender: '하늘', message: 7 }],
    ['BAD_REQUEST', []],
    ['NO_SUCH_ROOM', { type: 'ENTER', sender: '하늘', roomId: 'none' }],
    ['NO_SUCH_ROOM', { type: 'TALK', sender: '하늘', roomId: '가', message: 'a' }],
    ['NO_SUCH_ROOM', { type: 'LEAVE', sender: '하늘', roomId: '' }],
  ])('[RT3] is refused %s where it is %j, and nothing is kept', async (code, body) => {
    const { chat, roomId, client, codes } = await open()
    await say(client, SEND, Array.isArray(body) ? body : { roomId, ...body })
    expect(codes()).toEqual([code])
    expect(await chat.lines(roomId)).toEqual([])
  })

  it.each([
    [LIMITS.messageLength, []],
    [LIMITS.messageLength + 1, ['TOO_LONG']],
  ])('[CH5] of %i characters is refused as %j', async (length, refused) => {
    const { tell, codes } = await open()
    await tell('ENTER')
    await tell('TALK', '가'.repeat(length))
    expect(codes()).toEqual(refused)
  })
})

it('[DI2] is heard by members of the app in their own shape, whose words are heard here', async () => {
  const { chat, roomId, client, tell } = await open()
  const web = await chat.member('앱', roomId)
  web.subscribe('log', `/topic/rooms/${roomId}`)
  await tell('TALK', '여기')
  web.talk(roomId, 'there')
  await quiet()
  expect(web.bodies('log')).toMatchObject([
    { type: 'ENTER', sender: '하늘', message: '' },
    { type: 'TALK', message: '여기' },
    { type: 'TALK', message: 'there', nonce: 'there' },
  ])
  expect(client.bodies('room').at(-1)).toEqual({ type: 'TALK', roomId, sender: '앱', message: 'there' })
})

it('[RT6] nobody can send to the topic', async () => {
  const { roomId, client, codes } = await open()
  await say(client, `/topic/chat/room/${roomId}`, {})
  expect(codes()).toEqual(['NOT_SENDABLE'])
})

it('[DI1] a room that there is not cannot be listened to', async () => {
  const { client, codes } = await open()
  client.subscribe('none', '/topic/chat/room/none')
  await quiet()
  expect(codes()).toEqual(['NO_SUCH_ROOM'])
})

it('[DI1] a private room is as if it were not', async () => {
  const { chat, client, codes } = await open()
  const owner = person('owner')
  const { roomId } = await createRoom(chat.ports, owner, '비밀', 'private')
  const before = await chat.lines(roomId)
  for (const id of [roomId, 'none'])
    for (const type of ['ENTER', 'TALK', 'LEAVE'])
      await say(client, SEND, { type, roomId: id, sender: '하늘', message: 'a' })
  for (const id of [roomId, 'none']) client.subscribe(id, `/topic/chat/room/${id}`)
  await quiet()
  expect(codes()).toEqual(Array(8).fill('NO_SUCH_ROOM'))
  expect(await chat.lines(roomId)).toEqual(before)
})
