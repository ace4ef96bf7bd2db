// Acknowledgements: the three modes, ACK and NACK as each version names the message, and what waits for them.
import { expect } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import type { Peer } from './peer.ts'
import { wordsOf, type Room } from './room.ts'
import { rulesOn, type Scene } from './rules.ts'
import type { Said } from './server-stream.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0'))
const MODES = { '1.2': 'SUBSCRIBE ack Header', '1.1': 'SUBSCRIBE ack Header', '1.0': 'SUBSCRIBE' }
const BEFORE_TOO = { '1.2': 'SUBSCRIBE ack Header', '1.1': 'SUBSCRIBE ack Header' }
const ACK = { '1.2': 'ACK', '1.1': 'ACK', '1.0': 'ACK' }
const NACK = { '1.2': 'NACK', '1.1': 'NACK' }

/** Somebody with a subscription of this mode that shows two messages at a time, in a room where four were said. */
async function waiting(
  scene: Scene,
  ack: string,
): Promise<{ peer: Peer; room: Room; first: Said; second: Said }> {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  await peer.done('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' })
  await peer.done('SUBSCRIBE', { id: 's', destination: room.topic, ack, 'prefetch-count': '2' })
  peer.line.send(['하나', '둘', '셋', '넷'].map((word) => room.saying(word)).join(''))
  const [first, second] = [await peer.hear('MESSAGE'), await peer.hear('MESSAGE')]
  expect([first, second].map(wordsOf)).toEqual(['하나', '둘'])
  return { peer, room, first, second }
}

/** What a client of the peer's version says to acknowledge this message. */
function naming({ version }: Peer, { headers }: Said): Record<string, string> {
  const [ack = '', id = '', subscription = ''] = ['ack', 'message-id', 'subscription'].map((name) =>
    headers.get(name),
  )
  switch (version) {
    case '1.2':
      return { id: ack }
    case '1.1':
      return { 'message-id': id, subscription }
    case '1.0':
      return { 'message-id': id }
  }
}

/** The words of the messages up to the receipt of a frame that is asked for last. */
async function heardUntil(peer: Peer, command: string, headers: Record<string, string>): Promise<string[]> {
  return (await peer.done(command, headers)).map(wordsOf)
}

async function refusal(peer: Peer): Promise<unknown> {
  return JSON.parse((await peer.hear('MESSAGE')).body.toString())
}

rule(MODES, 'auto, which is what holds without the header, waits for no acknowledgement', async (scene) => {
  for (const headers of [{}, { ack: 'auto' }]) {
    const [peer, room] = [await scene.connect(), await scene.newRoom()]
    await peer.done('SUBSCRIBE', { id: 's', destination: room.topic, 'prefetch-count': '1', ...headers })
    peer.line.send(room.saying('하나') + room.saying('둘') + room.saying('셋'))
    const heard = await peer.line.frames.take(3)
    expect(heard.map(wordsOf)).toEqual(['하나', '둘', '셋'])
    expect(heard.some((said) => said.headers.has('ack'))).toBe(false)
  }
})

rule(BEFORE_TOO, 'client acknowledges all before the message too', async (scene) => {
  const { peer, second } = await waiting(scene, 'client')
  peer.say('ACK', naming(peer, second))
  expect((await peer.line.frames.take(2)).map(wordsOf)).toEqual(['셋', '넷'])
})

rule(BEFORE_TOO, 'client-individual acknowledges that message alone', async (scene) => {
  const { peer, first, second } = await waiting(scene, 'client-individual')
  expect(await heardUntil(peer, 'ACK', naming(peer, second))).toEqual(['셋'])
  expect(await heardUntil(peer, 'ACK', naming(peer, first))).toEqual(['넷'])
})

rule(MODES, 'any other mode is an ERROR', async ({ connect }) => {
  for (const ack of ['', 'Client', 'none']) {
    const peer = await connect()
    peer.say('SUBSCRIBE', { id: 's', destination: '/topic/rooms', ack })
    const { headers, body } = await peer.fault()
    expect(headers.get('code')).toBe('BAD_HEADER')
    expect(body.toString()).toBe('ack must be auto, client or client-individual.')
  }
})

rule({ '1.2': 'MESSAGE' }, 'where it has to be acknowledged, it has an ack of its own', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  for (const id of ['a', 'b']) {
    await peer.done('SUBSCRIBE', { id, destination: room.topic, ack: 'client' })
  }
  peer.line.send(room.saying('하나') + room.saying('둘'))
  const acks = (await peer.line.frames.take(4)).map(({ headers }) => headers.get('ack'))
  expect(new Set(acks).size).toBe(4)
  expect(acks).not.toContain(undefined)
})

rule(ACK, 'what is not acknowledged is sent to nobody a second time on its connection', async (scene) => {
  const { peer } = await waiting(scene, 'client')
  expect(await heardUntil(peer, 'UNSUBSCRIBE', { id: 's' })).toEqual([])
})

rule(ACK, 'one that names nothing that waits is told on the user queue, and ends nothing', async (scene) => {
  const { peer, first } = await waiting(scene, 'client')
  const nothing = { code: 'NOTHING_TO_ACK', receipt: 'a' }
  peer.say('ACK', { id: 'nothing', 'message-id': 'nothing', subscription: 's', receipt: 'a' })
  expect(await refusal(peer)).toMatchObject(nothing)
  expect(await heardUntil(peer, 'ACK', naming(peer, first))).toEqual(['셋'])
  peer.say('ACK', { ...naming(peer, first), receipt: 'a' })
  expect(await refusal(peer)).toMatchObject(nothing)
})

rule({ '1.0': 'ACK' }, 'its message is consumed with it, and the next may come', async (scene) => {
  const { peer, first } = await waiting(scene, 'client')
  expect(await heardUntil(peer, 'ACK', naming(peer, first))).toEqual(['셋'])
})

rule({ '1.2': 'ACK' }, 'id is required', async ({ connect }) => {
  for (const command of ['ACK', 'NACK']) {
    const peer = await connect()
    peer.say(command, { 'message-id': 'a', subscription: 's' })
    expect((await peer.fault()).body.toString()).toBe(`${command} needs the header id.`)
  }
})

rule({ '1.1': 'ACK' }, 'message-id and subscription are required', async ({ connect }) => {
  for (const [command, headers, missing] of [
    ['ACK', { subscription: 's' }, 'message-id'],
    ['ACK', { 'message-id': 'a' }, 'subscription'],
    ['NACK', { 'message-id': 'a' }, 'subscription'],
  ] as const) {
    const peer = await connect()
    peer.say(command, headers)
    expect((await peer.fault()).body.toString()).toBe(`${command} needs the header ${missing}.`)
  }
})

rule({ '1.0': 'ACK' }, 'message-id is required', async ({ connect }) => {
  const peer = await connect()
  peer.say('ACK', { id: 'a' })
  expect((await peer.fault()).body.toString()).toBe('ACK needs the header message-id.')
})

rule({ '1.1': 'ACK' }, 'it counts for the subscription that it names', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  for (const id of ['a', 'b']) {
    const headers = { destination: room.topic, ack: 'client', 'prefetch-count': '1' }
    await peer.done('SUBSCRIBE', { id, ...headers })
  }
  peer.line.send(room.saying('하나') + room.saying('둘'))
  const [message] = await peer.line.frames.take(2)
  peer.say('ACK', { 'message-id': message?.headers.get('message-id') ?? '', subscription: 'b' })
  const next = await peer.hear('MESSAGE')
  expect([next.headers.get('subscription'), wordsOf(next)]).toEqual(['b', '둘'])
})

rule(NACK, 'it makes way as ACK does: with client for all before, too', async (scene) => {
  const { peer, second } = await waiting(scene, 'client')
  peer.say('NACK', naming(peer, second))
  expect((await peer.line.frames.take(2)).map(wordsOf)).toEqual(['셋', '넷'])
})

rule(NACK, 'it makes way as ACK does: with client-individual for itself alone', async (scene) => {
  const { peer, second } = await waiting(scene, 'client-individual')
  expect(await heardUntil(peer, 'NACK', naming(peer, second))).toEqual(['셋'])
})

rule(ACK, 'what was not acknowledged comes again to who asks the log for it', async (scene) => {
  const { peer, room, first } = await waiting(scene, 'client')
  peer.line.leave()
  const again = await scene.connect()
  again.say('SUBSCRIBE', {
    id: 's',
    destination: room.topic,
    ack: 'client',
    since: `${first.headers.get('seq')}`,
  })
  expect((await again.line.frames.take(3)).map(wordsOf)).toEqual(['둘', '셋', '넷'])
})

// Not here, and why:
// 1.2, 1.1 §SUBSCRIBE ack Header: a message that was not acknowledged MAY be sent to another client. Here everybody in a
//   room gets every message, so there is nobody to send it to instead.
