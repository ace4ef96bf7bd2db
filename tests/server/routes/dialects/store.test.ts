// What clients of the stores' chat may send, and what becomes of it.
import { describe, expect, it } from 'vitest'
import type { RefusalBody } from '../../../../protocol/rest.ts'
import { STORE } from '../../../../server/routes/dialects/store.ts'
import { quiet } from '../../../support/turns.ts'
import { SeedChat, say } from './seed-chat.ts'

async function open() {
  const chat = new SeedChat(STORE)
  const roomId = await chat.createRoom()
  const client = await chat.come('/chatting/**', { nickname: '하늘' })
  client.subscribe('room', `/sub/chat/room/${roomId}`)
  await quiet()
  const tell = (body: object) => say(client, '/pub/chat/message', { roomId, ...body })
  const codes = () => client.bodies<RefusalBody>('errors').map(({ code }) => code)
  return { chat, roomId, client, tell, codes }
}

describe('a message', () => {
  it('[DI2] is an entry, and comes back in the shape of that system, notices from its own sender', async () => {
    const { chat, roomId, client, tell } = await open()
    await tell({ type: 'ENTER' })
    await tell({ type: 'TALK', message: '안녕' })
    await tell({ type: 'QUIT', message: null })
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘', 'TALK 하늘 안녕', 'LEAVE 하늘'])
    const chatRoom = { id: roomId, name: '방' }
    expect(client.bodies('room')).toEqual([
      { id: 1, type: 'ENTER', sender: '[알림]', message: '하늘님이 입장하셨습니다.', chatRoom },
      { id: 2, type: 'TALK', sender: '하늘', message: '안녕', chatRoom },
      { id: 3, type: 'QUIT', sender: '[알림]', message: '하늘님이 퇴장하셨습니다.', chatRoom },
    ])
  })

  it('[SE35] is its sender’s whatever else it says of one', async () => {
    const { chat, roomId, tell } = await open()
    await tell({ type: 'TALK', message: '안녕', sender: '바다' })
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘', 'TALK 하늘 안녕'])
  })

  it.each([{ type: 'LEAVE' }, { type: 'TALK', message: 1 }, { type: 'TALK', roomId: 1 }, {}])(
    '[RT3] is a BAD_REQUEST where it is %j',
    async (body) => {
      const { tell, codes } = await open()
      await tell(body)
      expect(codes()).toEqual(['BAD_REQUEST'])
    },
  )
})

it('[DI2] the room has the name by which its reader knows it', async () => {
  const { chat, roomId, client, tell } = await open()
  await tell({ type: 'ENTER' })
  await chat.ports.directory.changeRoom(roomId, { name: '새 이름' })
  const later = await chat.come('/chatting/**', { nickname: '바다' })
  later.subscribe('room', `/sub/chat/room/${roomId}`)
  await quiet()
  await tell({ type: 'TALK', message: '안녕' })
  expect(later.bodies('room')).toMatchObject([{ chatRoom: { name: '새 이름' } }])
  expect(client.bodies('room').at(-1)).toMatchObject({ message: '안녕', chatRoom: { name: '방' } })
})
