// How many subscriptions one connection may have: all that the limit says, and a clear no to one more.
import { expect, it } from 'vitest'
import { TOPIC, inRoom } from '../../protocol/destinations.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { Room } from '../../protocol/rest.ts'
import { hostForAll } from '../support/host-process.ts'
import { person } from './people.ts'

const host = hostForAll()

const { subscriptionsPerSession: ALL, subscriptionsPerDestination: OF_ONE } = LIMITS

it(`serves ${OF_ONE} subscriptions of one room and ${ALL} in all, and refuses one more, with the reason`, async () => {
  const { stomp, rest } = await person(host(), '구독자')
  const rooms = await Promise.all(Array.from({ length: ALL / OF_ONE + 1 }, () => rest.createRoom('신문사')))
  const logs = await Promise.all(
    Array.from({ length: ALL }, (_, index) => stomp.follow(roomIn(rooms, Math.floor(index / OF_ONE)))),
  )
  const roomId = roomIn(rooms, 0)
  await stomp.enter(roomId)
  await stomp.talk(roomId, '호외')
  for (const log of logs.slice(0, OF_ONE))
    expect(await log.take(2)).toMatchObject([{ type: 'ENTER' }, { message: '호외' }])

  await expect(stomp.subscribe(inRoom(TOPIC.live, roomId))).rejects.toThrow('1008')
  const { error } = await stomp.ended
  expect(error?.headers).toMatchObject({
    code: 'TOO_MANY_SUBSCRIPTIONS',
    'receipt-id': expect.any(String) as string,
  })
  expect((await rest.history(roomId)).map(({ message }) => message)).toEqual(['', '호외'])
})

it(`refuses one more than ${OF_ONE} of one room, with the reason`, async () => {
  const { stomp, rest } = await person(host(), '구독자')
  const { roomId } = await rest.createRoom('신문사')
  for (let count = 0; count < OF_ONE; count += 1) await stomp.follow(roomId)
  await expect(stomp.follow(roomId)).rejects.toThrow('1008')
  expect((await stomp.ended).error?.headers['code']).toBe('TOO_MANY_SUBSCRIPTIONS')
})

function roomIn(rooms: readonly Room[], index: number): Room['roomId'] {
  const room = rooms[index]
  if (room === undefined) throw new RangeError(`There is no room ${index}.`)
  return room.roomId
}

it('makes room again when one ends', async () => {
  const { stomp, rest } = await person(host(), '구독자')
  const { roomId } = await rest.createRoom('신문사')
  for (let turn = 0; turn <= LIMITS.subscriptionsPerSession; turn += 1) {
    const id = `turn-${turn}`
    await stomp.subscribe(inRoom(TOPIC.room, roomId), { id })
    stomp.unsubscribe(id)
  }
  const log = await stomp.follow(roomId)
  await stomp.enter(roomId)
  expect(await log.next()).toMatchObject({ type: 'ENTER' })
})
