// Messages as their sender said them, on destinations where clients send to each other: bodies, types and headers.
import { expect } from 'vitest'
import { frameText } from '../../support/frame-text.ts'
import { hostForAll } from '../../support/host-process.ts'
import { LINE_KINDS } from './lines.ts'
import { rulesOn } from './rules.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0', '--open-topics'))
const SEND = { '1.2': 'SEND', '1.1': 'SEND' }

rule(
  { '1.2': 'MESSAGE', '1.1': 'MESSAGE' },
  'its destination is the one of the SEND, as it was written',
  async ({ connect }) => {
    const peer = await connect()
    const destination = '/topic/방\\c \\\\1'
    await peer.done('SUBSCRIBE', { id: '0', destination })
    peer.say('SEND', { destination }, '말')
    expect((await peer.hear('MESSAGE')).headers.get('destination')).toBe(destination)
  },
)

rule(SEND, 'user defined headers and the content-type are passed through', async ({ connect, version }) => {
  const peer = await connect()
  await peer.done('SUBSCRIBE', { id: '0', destination: '/queue/a' })
  const own = { 'content-type': 'text/plain;charset=utf-8', priority: '9', 'a\\cb': ' 값\\n\\\\' }
  peer.say('SEND', { destination: '/queue/a', ...own, receipt: 'r' }, 'hello queue a\n')
  // They come by different ways: which is first is not said.
  const told = await peer.line.frames.take(2)
  expect(told.map(({ command }) => command).toSorted()).toEqual(['MESSAGE', 'RECEIPT'])
  const { headers, body } = told.find(({ command }) => command === 'MESSAGE') ?? peer.welcome
  expect(Object.fromEntries(headers)).toMatchObject({ ...own, destination: '/queue/a', subscription: '0' })
  expect(headers.has('receipt')).toBe(false)
  expect(body.toString(), version).toBe('hello queue a\n')
})

rule(
  { '1.2': 'Header content-length', '1.1': 'Header content-length', '1.0': 'MESSAGE' },
  'a body with NULs comes as it was, with its length',
  async ({ connect }) => {
    const peer = await connect()
    await peer.done('SUBSCRIBE', { id: '0', destination: '/topic/nul' })
    const body = '\0가\0나\0\0'
    peer.say('SEND', { destination: '/topic/nul', 'content-length': `${Buffer.byteLength(body)}` }, body)
    const message = await peer.hear('MESSAGE')
    expect(message.body.toString()).toBe(body)
    expect(message.headers.get('content-length')).toBe(`${Buffer.byteLength(body)}`)
  },
)

rule(
  { '1.2': 'Header content-type', '1.1': 'Header content-type', '1.0': 'SEND' },
  'a body of any bytes comes byte for byte',
  async ({ connect }) => {
    const peer = await connect()
    await peer.done('SUBSCRIBE', { id: '0', destination: '/topic/bytes' })
    const body = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256))
    const head = `SEND\ndestination:/topic/bytes\ncontent-type:image/png\ncontent-length:${body.length}\n\n`
    peer.line.send(Buffer.concat([Buffer.from(head), body, Buffer.of(0)]))
    expect((await peer.hear('MESSAGE')).body).toEqual(body)
  },
  LINE_KINDS.filter(({ anyBytes }) => anyBytes),
)

rule(SEND, 'a sender says nothing in the server’s name', async ({ connect }) => {
  const [peer, witness] = [await connect(), await connect()]
  await witness.done('SUBSCRIBE', { id: '0', destination: '/topic/b' })
  const forged = { 'message-id': 'forged', subscription: 'forged', ack: 'forged' }
  peer.say('SEND', { destination: '/topic/b', ...forged }, '말')
  const { headers } = await witness.hear('MESSAGE')
  expect([...headers.values()]).not.toContain('forged')
})

rule(
  { '1.2': 'BEGIN', '1.1': 'BEGIN', '1.0': 'BEGIN' },
  'transactions hold here too',
  async ({ connect }) => {
    const peer = await connect()
    await peer.done('SUBSCRIBE', { id: '0', destination: '/topic/c' })
    await peer.done('BEGIN', { transaction: 't' })
    const inside = frameText('SEND', { destination: '/topic/c', transaction: 't' }, '안')
    peer.line.send(inside + frameText('SEND', { destination: '/topic/c' }, '밖'))
    expect((await peer.hear('MESSAGE')).body.toString()).toBe('밖')
    peer.say('COMMIT', { transaction: 't' })
    expect((await peer.hear('MESSAGE')).body.toString()).toBe('안')
  },
)
