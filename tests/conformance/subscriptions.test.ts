// How many subscriptions one connection may have: all that the limit says, and a clear no to one more.
import { expect, it } from 'vitest'
import { TOPIC, inRoom } from '../../protocol/destinations.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { hostForAll } from '../support/host-process.ts'
import { person } from './people.ts'

const host = hostForAll()

it(`serves ${LIMITS.subscriptionsPerSession} subscriptions and refuses one more, with the reason`, async () => {
  const { stomp, rest } = await person(host(), '구독자')
  const { roomId } = await rest.createRoom('신문사')
  const logs = await Promise.all(
    Array.from({ length: LIMITS.subscriptionsPerSession }, () => stomp.follow(roomId)),
  )
  await stomp.enter(roomId)
  await stomp.talk(roomId, '호외')
  for (const log of logs) expect(await log.take(2)).toMatchObject([{ type: 'ENTER' }, { message: '호외' }])

  await expect(stomp.subscribe(inRoom(TOPIC.live, roomId))).rejects.toThrow('1008')
  const { error } = await stomp.ended
  expect(error?.headers).toMatchObject({
    code: 'TOO_MANY_SUBSCRIPTIONS',
    'receipt-id': expect.any(String) as string,
  })
  expect((await rest.history(roomId)).map(({ message }) => message)).toEqual(['', '호외'])
})

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
