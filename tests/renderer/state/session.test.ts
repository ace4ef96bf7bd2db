import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { PATIENT } from '../../support/patience.ts'
import { roomOf } from '../../support/room-of.ts'
import { NOON } from '../entries.ts'
import { ROOM_2, ROOM, headerOf, WillingSocket, refusal, start } from './session-harness.ts'

beforeEach(() => {
  vi.useFakeTimers()
  WillingSocket.latest = null
  WillingSocket.answers = true
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('asks for the rooms until the host tells them', async () => {
  const { session, world } = start()
  await vi.waitFor(() => expect(world.asked).toBe(1), PATIENT)
  await vi.advanceTimersByTimeAsync(60_000)
  expect([world.asked > 2, session.rooms.loaded]).toEqual([true, false])
  world.away = false
  await vi.advanceTimersByTimeAsync(15_000)
  expect(session.rooms.list).toEqual([ROOM])
  session.close()
})

describe('what the subscriptions could not tell', () => {
  async function subscribed() {
    WillingSocket.answers = false
    const { session, world } = start()
    world.away = false
    await vi.waitUntil(() => session.link === 'online', PATIENT)
    const socket = WillingSocket.latest ?? expect.fail('no connection')
    const frames = socket.sent.filter((frame) => frame.startsWith('SUBSCRIBE'))
    const receipts = frames.map((frame) => headerOf('receipt', frame))
    return { session, world, socket, receipts }
  }

  test('is asked for when they are in effect, and not before', async () => {
    const { session, world, socket, receipts } = await subscribed()
    for (const receipt of receipts.slice(0, -1)) socket.give(receipt)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.asked).toBe(0)
    socket.give(receipts.at(-1) ?? null)
    await vi.waitUntil(() => session.rooms.loaded, PATIENT)
    expect(world.asked).toBe(1)
    session.close()
  })

  test('is asked for where the last of them is refused, and again when that is taken', async () => {
    const { session, world, socket, receipts } = await subscribed()
    const refused = refusal('UNAVAILABLE', '/topic/rooms', receipts.at(-1))
    await socket.bring('/user/queue/errors', refused)
    await vi.waitUntil(() => session.rooms.loaded, PATIENT)
    expect(world.asked).toBe(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(world.asked).toBe(1)
    socket.give(await socket.receiptOf('/topic/rooms'))
    await vi.waitFor(() => expect(world.asked).toBe(2), PATIENT)
    session.close()
  })
})

test('asks for nothing any more when it is closed', async () => {
  const { session, world } = start()
  await vi.waitFor(() => expect(world.asked).toBe(1), PATIENT)
  session.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(world.asked).toBe(1)
})

test('goes on where the host could not end the sign-in', async () => {
  const { session, world } = start()
  await vi.waitUntil(() => session.link === 'online', PATIENT)
  await expect(session.logOut()).rejects.toMatchObject({ code: 'UNREACHABLE' })
  await vi.waitUntil(() => session.link === 'online', PATIENT)
  world.away = false
  world.answer = null
  await session.logOut()
  expect(session.link).toBe('closed')
})

test('shows the host a new token when the old one is about to end, and tells the person nothing', async () => {
  const { session, world } = start()
  world.away = false
  world.answer = { token: 'new', refreshToken: 'r2', expiresAt: Date.now() + 3_600_000, user: session.me }
  const socket = await vi.waitUntil(() => WillingSocket.latest, PATIENT)
  await socket.bring('/user/queue/errors', refusal('TOKEN_EXPIRING', null))
  const shown = await vi.waitUntil(() => socket.sent.find((frame) => frame.includes('/app/token')), PATIENT)
  expect(shown).toContain('{"token":"new"}')
  expect(session.fault).toBe('')
  session.close()
})

test('a room that cannot be read any more says so itself; another refusal is told beside it', async () => {
  const { session, world } = start()
  world.away = false
  await vi.waitUntil(() => session.link === 'online', PATIENT)
  const conversation = session.openRoom(ROOM.roomId)
  const refuse = (code: string, destination: string) => {
    const body = JSON.stringify({ code, message: 'No.', destination, nonce: null, receipt: null })
    const head = 'MESSAGE\nsubscription:s1\nmessage-id:1\ndestination:/user/queue/errors'
    WillingSocket.latest?.onmessage({ data: `${head}\n\n${body}\0` })
  }
  refuse('TOO_FAST', `/app/rooms/${ROOM.roomId}/enter`)
  expect([session.fault, conversation.lost]).toEqual(['TOO_FAST', ''])
  session.fault = ''
  refuse('BANNED', '/topic/rooms/another')
  expect([session.fault, conversation.lost]).toEqual(['BANNED', ''])
  session.fault = ''
  refuse('BANNED', `/topic/rooms/${ROOM.roomId}`)
  expect([session.fault, conversation.lost]).toEqual(['', 'BANNED'])
  session.close()
})

test('what the host cannot let one follow for the moment is asked for again, and caught up with, without a word', async () => {
  const { session, world } = start()
  world.away = false
  await vi.waitUntil(() => session.rooms.loaded, PATIENT)
  const socket = WillingSocket.latest ?? expect.fail('no connection')
  const topic = `/topic/rooms`
  const asked = () => socket.sent.filter((frame) => frame.includes(`destination:${topic}\n`)).length
  expect(asked()).toBe(1)
  const before = world.asked
  await socket.bring('/user/queue/errors', refusal('UNAVAILABLE', topic, await socket.receiptOf(topic)))
  await vi.advanceTimersByTimeAsync(1_000)
  expect([asked(), session.fault]).toEqual([2, ''])
  expect(world.asked).toBe(before + 1)
  await socket.bring('/user/queue/errors', refusal('BAD_HEADER', topic))
  await vi.advanceTimersByTimeAsync(60_000)
  expect([asked(), session.fault]).toEqual([2, 'BAD_HEADER'])
  session.close()
})

describe('the first room of an empty host', () => {
  const roomNamed = (name: string) => roomOf({ roomId: name as RoomId, name, members: 0, createdAt: NOON })

  async function empty() {
    const { session, world } = start('first')
    Object.assign(world, { away: false, answer: { rooms: [] } })
    const make = async (name: string) => {
      const answer = await vi.waitUntil(() => world.made.get(name), PATIENT)
      answer(roomNamed(name))
      await vi.advanceTimersByTimeAsync(0)
    }
    return { session, world, make }
  }

  test('is made for whoever comes, and opened', async () => {
    const { session, make } = await empty()
    await make('first')
    expect(session.conversation?.roomId).toBe('first')
    session.close()
  })

  test('is not made where they make one before the rooms are known', async () => {
    const { session, world, make } = await empty()
    const own = session.createRoom('own')
    await vi.waitUntil(() => session.rooms.loaded, PATIENT)
    await make('own')
    await own
    expect([[...world.made.keys()], session.conversation?.roomId]).toEqual([['own'], 'own'])
    session.close()
  })

  test('takes nobody away from the room that they make meanwhile', async () => {
    const { session, world, make } = await empty()
    await vi.waitUntil(() => world.made.has('first'), PATIENT)
    const own = session.createRoom('own')
    await make('own')
    await own
    await make('first')
    expect(session.conversation?.roomId).toBe('own')
    session.close()
  })
})

describe('a private room', () => {
  const invitation = { roomId: 'room-2', name: 'Private', by: { userId: 'tom', name: 'Tom' }, at: NOON }
  const room = roomOf({ roomId: 'room-2' as RoomId, name: 'Private', kind: 'private', createdAt: NOON })
  const mine = { ...room, seq: 0, epoch: 'e', read: 0, unread: 0 }

  async function invited() {
    const { session, world } = start()
    world.away = false
    await vi.waitUntil(() => session.rooms.loaded, PATIENT)
    const socket = WillingSocket.latest ?? expect.fail('no connection')
    await socket.bring('/user/queue/rooms', { type: 'INVITED', ...invitation })
    return { session, socket }
  }

  test('that one was asked into is opened when one is in, and closed when one has left, without a word', async () => {
    const { session, socket } = await invited()
    session.accept(ROOM_2)
    const enters = await vi.waitUntil(
      () => socket.sent.find((frame) => frame.includes('/rooms/room-2/enter')),
      PATIENT,
    )
    expect(session.conversation).toBeNull()
    await socket.bring('/user/queue/rooms', { type: 'ROOM_ADDED', room: mine })
    socket.give(headerOf('receipt', enters))
    expect(session.conversation?.roomId).toBe('room-2')
    expect(session.ownRooms.invitations).toEqual([])
    await socket.bring('/user/queue/rooms', { type: 'ROOM_GONE', roomId: 'room-2', reason: 'left' })
    expect(session.conversation).toBeNull()
    await socket.bring('/user/queue/errors', refusal('NO_SUCH_ROOM', '/topic/rooms/room-2'))
    expect(session.fault).toBe('')
    session.close()
  })

  test('that one was asked into no more is none, and it is said', async () => {
    const { session, socket } = await invited()
    session.accept(ROOM_2)
    await socket.bring('/user/queue/errors', refusal('NO_SUCH_ROOM', '/app/rooms/room-2/enter'))
    expect([session.ownRooms.invitations.length, session.fault]).toEqual([0, 'NO_SUCH_ROOM'])
    session.close()
  })
})
