// What clients of the board's chat may send, and what becomes of it.
import { describe, expect, it } from 'vitest'
import type { RefusalBody } from '../../../../protocol/rest.ts'
import { BOARD } from '../../../../server/routes/dialects/board.ts'
import { NICKNAMES } from '../../../../server/routes/dialects/nicknames.ts'
import { quiet } from '../../../support/turns.ts'
import { SeedChat, say } from './seed-chat.ts'

async function open() {
  const chat = new SeedChat(NICKNAMES, BOARD)
  const roomId = await chat.createRoom()
  const client = await chat.come('/ws/chat', { nickname: '하늘' })
  client.subscribe('room', `/topic/chat/room/${roomId}`)
  await quiet()
  const tell = (type: string, detailMessage?: unknown, senderId?: unknown) =>
    say(client, '/app/message', { type, roomId, detailMessage, senderId })
  const codes = () => client.bodies<RefusalBody>('errors').map(({ code }) => code)
  return { chat, roomId, client, tell, codes }
}

describe('a message', () => {
  it('[DI2] is an entry, and comes back in the shape of that system', async () => {
    const { chat, roomId, client, tell } = await open()
    await tell('ENTER', null, 'user-1')
    await tell('TALK', '안녕', '하늘')
    await tell('LEAVE')
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘', 'TALK 하늘 안녕', 'LEAVE 하늘'])
    const senderId = 'user-1'
    expect(client.bodies('room')).toEqual([
      { type: 'ENTER', roomId, detailMessage: '하늘님이 입장하였습니다.', senderId },
      { type: 'TALK', roomId, detailMessage: '안녕', senderId },
      { type: 'LEAVE', roomId, detailMessage: '하늘님이 퇴장하였습니다.', senderId },
    ])
  })

  it('[SE35] speaks for nobody else', async () => {
    const { chat, roomId, tell, codes } = await open()
    await tell('TALK', '안녕', 'user-2')
    await tell('TALK', '안녕', '바다')
    expect(codes()).toEqual(['OTHER_NAME', 'OTHER_NAME'])
    expect(await chat.lines(roomId)).toEqual([])
  })

  it.each([{ type: 'SHOUT' }, { type: 'TALK', detailMessage: 1 }, { type: 'TALK', senderId: 1 }, {}])(
    '[RT3] is a BAD_REQUEST where it is %j',
    async (body) => {
      const { roomId, client, codes } = await open()
      await say(client, '/app/message', { roomId, ...body })
      expect(codes()).toEqual(['BAD_REQUEST'])
    },
  )
})

it('[DI3] the topic that it shares has at each door the shape of those who came in there', async () => {
  const { chat, roomId, client, tell } = await open()
  const other = await chat.come('/ws/chat/**')
  other.subscribe('room', `/topic/chat/room/${roomId}`)
  await quiet()
  await tell('TALK', '안녕')
  await say(other, '/app/chat/sendMessage', { type: 'TALK', roomId, sender: '바다', message: '네' })
  expect(client.bodies('room')).toMatchObject([
    { detailMessage: '하늘님이 입장하였습니다.' },
    { detailMessage: '안녕' },
    { detailMessage: '바다님이 입장하였습니다.' },
    { detailMessage: '네', senderId: 'user-2' },
  ])
  expect(other.bodies('room')).toMatchObject([
    { message: '하늘님이 입장하였습니다.' },
    { message: '안녕', sender: '하늘' },
    { message: '바다님이 입장하였습니다.' },
    { message: '네' },
  ])
})
