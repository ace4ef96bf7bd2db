// What moves and is not kept: new rooms, head counts, presence, typing and read marks.
import { expect, it } from 'vitest'
import { APP, TOPIC, inRoom } from '../../protocol/destinations.ts'
import type { LobbySignal, OwnRoomSignal, RoomSignal } from '../../protocol/signals.ts'
import { hostForAll } from '../support/host-process.ts'
import { connectAgain, person } from './people.ts'

const host = hostForAll()

it('tells the lobby of new rooms and of how many are in them', async () => {
  const [a, b] = [await person(host(), '주인'), await person(host(), '손님')]
  const lobby = await a.stomp.subscribe<LobbySignal>(TOPIC.rooms)
  const { roomId, createdAt } = await b.rest.createRoom('새 방')
  await a.stomp.enter(roomId)
  await b.stomp.enter(roomId)
  await a.stomp.leave(roomId)
  expect(await lobby.take(4)).toMatchObject([
    { type: 'ROOM_CREATED', roomId, name: '새 방', members: 0, createdAt },
    { type: 'ROOM_COUNT', roomId, members: 1 },
    { type: 'ROOM_COUNT', roomId, members: 2 },
    { type: 'ROOM_COUNT', roomId, members: 1 },
  ])
  expect(await a.rest.room(roomId)).toMatchObject({ members: 1, joined: false, seq: 3 })
})

it('tells a room who is here, from the first connection of a member to the last', async () => {
  const [a, b] = [await person(host(), '문지기'), await person(host(), '단골')]
  const { roomId } = await a.rest.createRoom('찻집')
  const live = await a.stomp.subscribe<RoomSignal>(inRoom(TOPIC.live, roomId))
  await b.stomp.enter(roomId)
  const here = { type: 'PRESENCE', roomId, userId: b.user.userId }
  expect(await live.next()).toEqual({ ...here, online: true })

  const second = await connectAgain(host(), b.rest)
  await b.stomp.disconnect()
  await second.drop()
  expect(await live.next()).toEqual({ ...here, online: false })
  expect(await a.rest.members(roomId)).toEqual([{ ...b.user, online: false, read: 1 }])

  await connectAgain(host(), b.rest)
  expect(await live.next()).toEqual({ ...here, online: true })
  expect((await a.rest.history(roomId)).map(({ type }) => type)).toEqual(['ENTER'])
})

it('tells a room who is typing and how far they have read, never back', async () => {
  const [a, b] = [await person(host(), '읽는이'), await person(host(), '쓰는이')]
  const { roomId } = await a.rest.createRoom('서재')
  await a.stomp.enter(roomId)
  await b.stomp.enter(roomId)
  await b.stomp.talk(roomId, '한 줄')
  const live = await b.stomp.subscribe<RoomSignal>(inRoom(TOPIC.live, roomId))
  const read = (seq: number) => a.stomp.sendForReceipt(inRoom(APP.read, roomId), JSON.stringify({ seq }))
  await a.stomp.sendForReceipt(inRoom(APP.typing, roomId), '{}')
  await read(2)
  const { userId, name } = a.user
  expect(await live.take(2)).toEqual([
    { type: 'TYPING', roomId, userId, name },
    { type: 'READ', roomId, marks: [{ userId, seq: 2 }] },
  ])
  await read(1)
  await read(99)
  expect(await live.next()).toEqual({ type: 'READ', roomId, marks: [{ userId, seq: 3 }] })
  expect(await a.rest.members(roomId)).toMatchObject([{ userId: a.user.userId, read: 3 }, { read: 2 }])
})

it('tells somebody on all their devices what they have not read, and which rooms are theirs', async () => {
  const [a, b] = [await person(host(), '두 대'), await person(host(), '이야기꾼')]
  const { roomId } = await a.rest.createRoom('마루')
  const phone = await connectAgain(host(), a.rest)
  const own = await phone.subscribe<OwnRoomSignal>(TOPIC.ownRooms)
  await a.stomp.enter(roomId)
  expect(await own.next()).toMatchObject({ type: 'ROOM_ADDED', room: { roomId, seq: 1, read: 1, unread: 0 } })

  await b.stomp.enter(roomId)
  await b.stomp.talk(roomId, '옛날 옛적에')
  const unread = async (): Promise<OwnRoomSignal> => {
    const signal = await own.next()
    // What is gathered may come in parts.
    return signal.type === 'UNREAD' && signal.seq < 3 ? unread() : signal
  }
  expect(await unread()).toEqual({ type: 'UNREAD', roomId, seq: 3, read: 1, unread: 1 })
  await a.stomp.sendForReceipt(inRoom(APP.read, roomId), JSON.stringify({ seq: 3 }))
  expect(await unread()).toEqual({ type: 'UNREAD', roomId, seq: 3, read: 3, unread: 0 })

  await a.stomp.leave(roomId)
  expect(await own.next()).toEqual({ type: 'ROOM_GONE', roomId, reason: 'left' })
})
