// MESSAGE: what it carries, and how that is written.
import { expect } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import { rulesOn } from './rules.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0'))
const MESSAGE = { '1.2': 'MESSAGE', '1.1': 'MESSAGE', '1.0': 'MESSAGE' }

rule(MESSAGE, 'it names its destination, its subscription, its type and its length', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  await peer.done('SUBSCRIBE', { id: 'my-log', destination: room.topic })
  peer.line.send(room.saying('가나다 👍'))
  const { headers, body } = await peer.hear('MESSAGE')
  expect(Object.fromEntries(headers)).toMatchObject({
    destination: room.topic,
    subscription: 'my-log',
    'content-type': 'application/json',
    'content-length': String(body.length),
  })
})

rule(MESSAGE, 'no two messages have one message-id, whatever their destinations', async (scene) => {
  const [peer, one, other] = [await scene.connect(), await scene.newRoom(), await scene.newRoom()]
  const destinations = [one.topic, `${one.topic}/live`, other.topic, `${other.topic}/live`, '/topic/rooms']
  for (const [index, destination] of destinations.entries()) {
    await peer.done('SUBSCRIBE', { id: `${index}`, destination })
  }
  peer.line.send([one, other, one, other].map((room) => room.saying('말')).join(''))
  for (const room of [one, other, one]) {
    peer.say('SEND', { destination: room.talk.replace('/talk', '/typing') }, '{}')
  }
  const ids = (await peer.line.frames.take(7)).map(({ headers }) => headers.get('message-id'))
  expect(new Set(ids).size).toBe(7)
})

rule(
  { '1.2': 'Value Encoding', '1.1': 'Value Encoding' },
  'a MESSAGE has no value with a bare colon',
  async (scene) => {
    const [peer, room] = [await scene.connect(), await scene.newRoom()]
    peer.say('SUBSCRIBE', { id: 'a\\cb', destination: room.topic, since: '0' })
    peer.say('SUBSCRIBE', { id: 'live', destination: `${room.topic}/live` })
    peer.line.send(room.saying('말'))
    peer.say('SEND', { destination: room.talk.replace('/talk', '/typing') }, '{}')
    peer.say('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' })
    peer.say('SEND', { destination: '/app/nowhere' })
    const heard = await peer.line.frames.take(5)
    for (const { headers } of heard) expect([...headers.values()].join()).not.toContain(':')
    expect(heard[0]?.headers.get('subscription')).toBe('a\\cb')
  },
)

rule({ '1.2': 'Value Encoding' }, 'a subscription’s id comes back as it was given', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  const id = '구독 \\r\\n\\c\\\\ 1'
  await peer.done('SUBSCRIBE', { id, destination: room.topic })
  peer.line.send(room.saying('말'))
  expect((await peer.hear('MESSAGE')).headers.get('subscription')).toBe(id)
})
