// Coming back: what was missed, exactly, then CAUGHT_UP, then live.
import { describe, expect, it } from 'vitest'
import { TOPIC, inRoom } from '../../protocol/destinations.ts'
import type { RoomMessage } from '../../protocol/entry.ts'
import { frameText } from '../support/frame-text.ts'
import { hostForAll } from '../support/host-process.ts'
import { openWebSocket } from '../support/raw-websocket.ts'
import { connectAgain, person } from './people.ts'

const host = hostForAll()

/** A room in which somebody has said `count` things, after an ENTER. */
async function roomWith(count: number) {
  const speaker = await person(host(), '말하는이')
  const { roomId } = await speaker.rest.createRoom('이야기')
  await speaker.stomp.enter(roomId)
  const words = Array.from({ length: count }, (_, index) => `${index}`)
  await Promise.all(words.map((word) => speaker.stomp.talk(roomId, word)))
  return { ...speaker, roomId }
}

const caughtUp = ({ type }: RoomMessage) => type === 'CAUGHT_UP'

describe('SUBSCRIBE with since', () => {
  it('gives exactly what was missed while away, and goes on live', async () => {
    const { stomp, rest, roomId } = await roomWith(3)
    const listener = await person(host(), '듣는이')
    const seen = await (await listener.stomp.follow(roomId, 0)).until(caughtUp)
    await listener.stomp.drop()
    await Promise.all(['가', '나', '다'].map((word) => stomp.talk(roomId, word)))

    const back = await (await connectAgain(host(), listener.rest)).follow(roomId, 4)
    await stomp.talk(roomId, '라')
    const history = await rest.history(roomId)
    expect(seen).toEqual([...history.slice(0, 4), { type: 'CAUGHT_UP', seq: 4 }])
    const all = await back.take(5)
    expect(all.filter((message) => !caughtUp(message))).toEqual(history.slice(4))
    expect(all.find(caughtUp)).toBeDefined()
  })

  it('replays more than a page while others talk, without a hole or a repeat', async () => {
    const { stomp, rest, roomId } = await roomWith(700)
    const listeners = await Promise.all([1, 2, 3].map((index) => person(host(), `듣는이${index}`)))
    const talking = Promise.all(Array.from({ length: 300 }, (_, index) => stomp.talk(roomId, `${index}`)))
    const logs = await Promise.all(listeners.map((listener) => listener.stomp.follow(roomId, 0)))
    await talking
    const history = await rest.history(roomId)
    for (const log of logs) {
      const seen = await log.take(1001 + 1)
      expect(seen.filter((message) => !caughtUp(message))).toEqual(history)
      expect(seen.filter(caughtUp)).toHaveLength(1)
    }
  })

  it('says at once that nothing was missed', async () => {
    const { stomp, roomId } = await roomWith(2)
    expect(await (await stomp.follow(roomId, 3)).next()).toEqual({ type: 'CAUGHT_UP', seq: 3 })
  })

  it.each([
    ['a seq that the log has not reached', { since: '99' }],
    ['the epoch of another log', { since: '2', epoch: 'another' }],
  ])('answers %s with a GAP: reload', async (_what, headers) => {
    const { stomp, roomId } = await roomWith(2)
    const log = await stomp.subscribe<RoomMessage>(inRoom(TOPIC.room, roomId), headers)
    expect(await log.take(2)).toMatchObject([
      { type: 'GAP', from: 1 },
      { type: 'CAUGHT_UP', seq: 3 },
    ])
  })

  it('takes up each of several rooms where it was left', async () => {
    const rooms = [await roomWith(2), await roomWith(3), await roomWith(4)]
    const { stomp } = await person(host(), '듣는이')
    const logs = await Promise.all(rooms.map(({ roomId }, index) => stomp.follow(roomId, index + 1)))
    for (const [index, { rest, roomId }] of rooms.entries()) {
      const seen = await logs[index]?.until(caughtUp)
      const history = await rest.history(roomId)
      expect(seen).toEqual([...history.slice(index + 1), { type: 'CAUGHT_UP', seq: history.length }])
    }
  })
})

it('carries seq and epoch as headers of each entry, for clients that do not read bodies', async () => {
  const { rest, roomId } = await roomWith(1)
  const { epoch } = await rest.room(roomId)
  const raw = await openWebSocket(host().ws)
  raw.send(frameText('CONNECT', { 'accept-version': '1.2', Authorization: `Bearer ${rest.token}` }))
  raw.send(frameText('SUBSCRIBE', { id: 's', destination: inRoom(TOPIC.room, roomId), since: '0' }))
  const frames = (await raw.frames.take(4)).slice(1).map(({ headers }) => headers)
  const common = { subscription: 's', destination: inRoom(TOPIC.room, roomId) }
  expect(frames).toMatchObject([{ ...common, seq: '1', epoch }, { ...common, seq: '2', epoch }, common])
  expect(frames[2]).not.toHaveProperty('seq')
  expect(new Set(frames.map((headers) => headers['message-id'])).size).toBe(3)
})
