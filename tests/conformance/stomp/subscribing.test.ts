// SUBSCRIBE and UNSUBSCRIBE: ids, several subscriptions to one destination, and their end.
import { expect } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import { wordsOf } from './room.ts'
import { rulesOn } from './rules.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0'))
const SUBSCRIBE = { '1.2': 'SUBSCRIBE', '1.1': 'SUBSCRIBE', '1.0': 'SUBSCRIBE' }
const WITH_ID = { '1.2': 'SUBSCRIBE id Header', '1.1': 'SUBSCRIBE id Header' }
const UNSUBSCRIBE = { '1.2': 'UNSUBSCRIBE', '1.1': 'UNSUBSCRIBE', '1.0': 'UNSUBSCRIBE' }

rule(SUBSCRIBE, 'what is said at the destination comes from then on, in its order', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  peer.line.send(room.saying('전에'))
  await peer.done('SUBSCRIBE', { id: '0', destination: room.topic })
  const words = Array.from({ length: 30 }, (_, index) => `${index}`)
  peer.line.send(words.map((word) => room.saying(word)).join(''))
  expect((await peer.line.frames.take(30)).map(wordsOf)).toEqual(words)
})

rule(SUBSCRIBE, 'destination is required', async ({ connect }) => {
  const peer = await connect()
  peer.say('SUBSCRIBE', { id: '0', receipt: 'a' })
  const { headers, body } = await peer.fault()
  expect(Object.fromEntries(headers)).toMatchObject({ code: 'MISSING_HEADER', 'receipt-id': 'a' })
  expect(body.toString()).toBe('SUBSCRIBE needs the header destination.')
})

rule(
  SUBSCRIBE,
  'one that cannot be made is told on the user queue, and ends nothing',
  async ({ connect }) => {
    const peer = await connect()
    await peer.done('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' })
    peer.say('SUBSCRIBE', { id: '0', destination: '/topic/nowhere', receipt: 'a' })
    expect(JSON.parse((await peer.hear('MESSAGE')).body.toString())).toMatchObject({
      code: 'NO_SUCH_DESTINATION',
      receipt: 'a',
    })
    await peer.done('SUBSCRIBE', { id: '0', destination: '/topic/rooms' })
  },
)

rule(WITH_ID, 'an id is required', async ({ connect }) => {
  const peer = await connect()
  peer.say('SUBSCRIBE', { destination: '/topic/rooms' })
  const { headers, body } = await peer.fault()
  expect(headers.get('code')).toBe('MISSING_HEADER')
  expect(body.toString()).toBe('SUBSCRIBE needs the header id.')
})

rule({ ...WITH_ID, '1.0': 'SUBSCRIBE' }, 'two subscriptions do not share an id', async ({ connect }) => {
  const peer = await connect()
  await peer.done('SUBSCRIBE', { id: '0', destination: '/topic/rooms' })
  peer.say('SUBSCRIBE', { id: '0', destination: '/user/queue/errors', receipt: 'again' })
  const { headers } = await peer.fault()
  expect(Object.fromEntries(headers)).toMatchObject({
    code: 'DUPLICATE_SUBSCRIPTION',
    'receipt-id': 'again',
  })
})

rule(
  { ...WITH_ID, '1.0': 'SUBSCRIBE' },
  'several subscriptions to one destination each have its messages, under their own ids',
  async (scene) => {
    const [peer, room] = [await scene.connect(), await scene.newRoom()]
    for (const id of ['a', 'b', 'c']) await peer.done('SUBSCRIBE', { id, destination: room.topic })
    peer.line.send(room.saying('하나') + room.saying('둘'))
    const heard = await peer.line.frames.take(6)
    for (const id of ['a', 'b', 'c']) {
      const own = heard.filter(({ headers }) => headers.get('subscription') === id)
      expect(own.map(wordsOf)).toEqual(['하나', '둘'])
    }
  },
)

rule({ ...WITH_ID, '1.0': 'SUBSCRIBE' }, 'ids are free again for another connection', async ({ connect }) => {
  for (const peer of [await connect(), await connect()]) {
    await peer.done('SUBSCRIBE', { id: '0', destination: '/topic/rooms' })
  }
})

rule(
  { '1.0': 'SUBSCRIBE' },
  'the id may be left out; UNSUBSCRIBE then names the destination',
  async (scene) => {
    const [peer, room] = [await scene.connect(), await scene.newRoom()]
    await peer.done('SUBSCRIBE', { destination: room.topic })
    peer.line.send(room.saying('들림'))
    expect(wordsOf(await peer.hear('MESSAGE'))).toBe('들림')
    await peer.done('UNSUBSCRIBE', { destination: room.topic })
    peer.line.send(room.saying('안 들림', { receipt: 'said' }))
    expect(await peer.receipts(1)).toEqual(['said'])
  },
)

rule({ '1.0': 'UNSUBSCRIBE' }, 'the destination will do for one that has an id, too', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  await peer.done('SUBSCRIBE', { id: 'a', destination: room.topic })
  await peer.done('UNSUBSCRIBE', { destination: room.topic })
  peer.line.send(room.saying('안 들림', { receipt: 'said' }))
  expect(await peer.receipts(1)).toEqual(['said'])
})

rule(UNSUBSCRIBE, 'after it nothing comes of its subscription, and all of the others', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  for (const id of ['a', 'b']) await peer.done('SUBSCRIBE', { id, destination: room.topic })
  await peer.done('UNSUBSCRIBE', { id: 'a' })
  peer.line.send(room.saying('말'))
  const message = await peer.hear('MESSAGE')
  expect(message.headers.get('subscription')).toBe('b')
  await peer.done('UNSUBSCRIBE', { id: 'b' })
  await peer.done('SUBSCRIBE', { id: 'a', destination: room.topic })
  peer.line.send(room.saying('다시'))
  expect(wordsOf(await peer.hear('MESSAGE'))).toBe('다시')
})

rule({ '1.2': 'UNSUBSCRIBE', '1.1': 'UNSUBSCRIBE' }, 'an id is required', async ({ connect }) => {
  const peer = await connect()
  peer.say('UNSUBSCRIBE', { destination: '/topic/rooms' })
  expect((await peer.fault()).body.toString()).toBe('UNSUBSCRIBE needs the header id.')
})

rule({ '1.0': 'UNSUBSCRIBE' }, 'an id or a destination is required', async ({ connect }) => {
  const peer = await connect()
  peer.say('UNSUBSCRIBE')
  expect((await peer.fault()).headers.get('code')).toBe('MISSING_HEADER')
})

rule(UNSUBSCRIBE, 'an id that is not in use is told on the user queue', async ({ connect }) => {
  const peer = await connect()
  await peer.done('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' })
  peer.say('UNSUBSCRIBE', { id: 'never', receipt: 'a' })
  expect(JSON.parse((await peer.hear('MESSAGE')).body.toString())).toMatchObject({
    code: 'NO_SUCH_SUBSCRIPTION',
  })
})

// Not here, and why:
// 1.2, 1.1 §SUBSCRIBE: a SUBSCRIBE that cannot be made MUST be answered by an ERROR and the close. Here it is a refusal
//   on /user/queue/errors (docs/architecture.md, Sessions): one room that is gone must not end the other conversations.
// 1.0 §SUBSCRIBE: a selector is a MAY, and there is none here.
