// The end of a session: DISCONNECT with its receipt, and ERROR with what helps whoever reads it.
import { expect } from 'vitest'
import { frameText } from '../../support/frame-text.ts'
import { hostForAll } from '../../support/host-process.ts'
import { LINE_KINDS } from './lines.ts'
import { wordsOf } from './room.ts'
import { rulesOn } from './rules.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0'))
const LISTEN = { id: '0', destination: '/topic/rooms' }
const DISCONNECT = { '1.2': 'DISCONNECT', '1.1': 'DISCONNECT', '1.0': 'DISCONNECT' }
const ERROR = { '1.2': 'ERROR', '1.1': 'ERROR', '1.0': 'ERROR' }

rule(DISCONNECT, 'its receipt is the last frame, after all that was asked before it', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  const talks = ['하나', '둘', '셋'].map((word) => room.saying(word, { receipt: word }))
  peer.line.send(talks.join('') + frameText('DISCONNECT', { receipt: '77' }))
  expect(await peer.receipts(4)).toEqual(['하나', '둘', '셋', '77'])
  await peer.end()
  expect(await room.said()).toEqual(['하나', '둘', '셋'])
})

rule(DISCONNECT, 'without a receipt it is a close without a word', async ({ connect }) => {
  const peer = await connect()
  peer.say('DISCONNECT')
  await peer.end()
})

rule(DISCONNECT, 'nothing that comes after it counts', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  const bye = frameText('DISCONNECT', { receipt: 'bye' })
  peer.line.send(room.saying('앞') + bye + room.saying('뒤', { receipt: 'late' }) + 'broken\n\n\0')
  expect(await peer.receipts(1)).toEqual(['bye'])
  await peer.end()
  expect(await room.said()).toEqual(['앞'])
})

rule(
  DISCONNECT,
  'a client may also just go; what it had sent is done',
  async (scene) => {
    const [peer, witness, room] = [await scene.connect(), await scene.connect(), await scene.newRoom()]
    await witness.done('SUBSCRIBE', { id: 'log', destination: room.topic })
    peer.line.send(room.saying('마지막'))
    peer.line.leave()
    expect(wordsOf(await witness.hear('MESSAGE'))).toBe('마지막')
  },
  LINE_KINDS.filter(({ sendsAtOnce }) => sendsAtOnce),
)

rule(
  ERROR,
  'it has a short message, a body that says more, and the receipt id of its frame',
  async (scene) => {
    const peer = await scene.connect()
    peer.say('SEND', { receipt: 'message-12345' }, 'to nowhere')
    const { headers, body } = await peer.fault()
    expect(Object.fromEntries(headers)).toEqual({
      message: 'A header that this frame needs is missing.',
      code: 'MISSING_HEADER',
      'content-type': 'text/plain',
      'content-length': String(body.length),
      'receipt-id': 'message-12345',
    })
    expect(body.toString()).toBe('SEND needs the header destination.')
  },
)

rule(ERROR, 'a frame that cannot be read to its end is told by its receipt id too', async (scene) => {
  const broken = [
    frameText('SEND', { destination: '/app/x', receipt: 'a', 'content-length': 'many' }, '{}'),
    frameText('SEND', { destination: '/app/x', receipt: 'a', 'content-length': '1' }, '{}'),
    frameText('SEND', { destination: '/app/x', receipt: 'a', 'content-length': '99999999' }),
    'SEND\nreceipt:a\nno colon\n\n\0',
  ]
  for (const frame of broken) {
    const peer = await scene.connect()
    peer.line.send(frame)
    expect((await peer.fault()).headers.get('receipt-id'), frame).toBe('a')
  }
})

rule(
  { '1.2': 'ERROR', '1.1': 'ERROR' },
  'the receipt id is escaped as every header is',
  async ({ connect }) => {
    const peer = await connect()
    peer.say('SEND', { receipt: 'a\\c\\n\\\\' })
    expect((await peer.fault()).headers.get('receipt-id')).toBe('a\\c\\n\\\\')
  },
)

rule(ERROR, 'what came before is answered before it, and nothing follows it', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  const before = room.saying('앞', { receipt: 'before' })
  const after = room.saying('뒤', { receipt: 'after' })
  peer.line.send(before + frameText('SUBSCRIBE', { id: '0', receipt: 'broken' }) + after)
  expect(await peer.receipts(1)).toEqual(['before'])
  expect((await peer.fault()).headers.get('receipt-id')).toBe('broken')
  expect(await room.said()).toEqual(['앞'])
})

rule(
  { '1.2': 'Client Frames', '1.1': 'Once Connected', '1.0': 'Client Commands' },
  'a command that is no client’s is an ERROR that names it',
  async ({ connect }) => {
    for (const command of ['HELLO', 'MESSAGE', 'RECEIPT', 'ERROR', 'CONNECTED']) {
      const peer = await connect()
      peer.say(command, LISTEN)
      const { headers, body } = await peer.fault()
      expect(headers.get('code')).toBe('UNSUPPORTED_COMMAND')
      expect(body.toString()).toContain(command)
    }
  },
)

// Not here, and why:
// 1.2, 1.1 §DISCONNECT: that clients MUST NOT send after it binds the clients; what the server does of it is above.
// 1.2 §Connection Lingering: how long a closed connection lingers is tested in tests/server/transport/.
