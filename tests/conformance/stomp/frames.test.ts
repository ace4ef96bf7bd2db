// STOMP frames: their lines, repeated headers, sizes, and cuts of every kind.
import { expect } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { atRandom } from '../../support/cuts.ts'
import { frameText } from '../../support/frame-text.ts'
import { hostForAll } from '../../support/host-process.ts'
import { Random, seedFor } from '../../support/random.ts'
import { LINE_KINDS } from './lines.ts'
import { rulesOn } from './rules.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0'))
const LISTEN = { id: '0', destination: '/topic/rooms' }
const FRAMES = { '1.2': 'STOMP Frames', '1.1': 'STOMP Frames', '1.0': 'Augmented BNF' }

rule({ '1.2': 'STOMP Frames' }, 'lines may end with CR LF', async ({ connect }) => {
  const peer = await connect()
  peer.line.send('SUBSCRIBE\r\nid:0\r\ndestination:/topic/rooms\r\nreceipt:a\r\n\r\n\0\r\n\n\r\n')
  peer.line.send(frameText('SUBSCRIBE', { ...LISTEN, id: '1', receipt: 'b' }))
  expect(await peer.receipts(2)).toEqual(['a', 'b'])
})

rule(
  { '1.1': 'STOMP Frames', '1.0': 'Augmented BNF' },
  'a CR before the LF belongs to the value',
  async ({ connect }) => {
    const peer = await connect()
    peer.line.send('SUBSCRIBE\nid:0\ndestination:/topic/rooms\nreceipt:a\r\n\n\0')
    expect(await peer.receipts(1)).toEqual(['a\r'])
  },
)

rule({ '1.1': 'STOMP Frames', '1.0': 'Augmented BNF' }, 'a command has no CR', async ({ connect }) => {
  const peer = await connect()
  peer.line.send('SUBSCRIBE\r\nid:0\ndestination:/topic/rooms\n\n\0')
  expect((await peer.fault()).headers.get('code')).toBe('BAD_FRAME')
})

rule(FRAMES, 'ends of lines may follow the NUL', async ({ connect }) => {
  const peer = await connect()
  peer.line.send(`${frameText('SUBSCRIBE', { ...LISTEN, receipt: 'a' })}\n\n\n`)
  peer.line.send(`\n${frameText('UNSUBSCRIBE', { id: '0', receipt: 'b' })}\n`)
  expect(await peer.receipts(2)).toEqual(['a', 'b'])
})

rule(FRAMES, 'a frame may have no headers', async ({ connect }) => {
  const peer = await connect()
  peer.line.send('DISCONNECT\n\n\0')
  await peer.end()
})

rule(FRAMES, 'commands are case sensitive', async ({ connect }) => {
  const peer = await connect()
  peer.say('subscribe', LISTEN)
  expect((await peer.fault()).headers.get('code')).toBe('BAD_FRAME')
})

rule(
  { '1.2': 'STOMP Frames', '1.1': 'STOMP Frames' },
  'header names are case sensitive',
  async ({ connect }) => {
    const peer = await connect()
    peer.say('SUBSCRIBE', { id: '0', Destination: '/topic/rooms', receipt: 'a' })
    expect((await peer.fault()).headers.get('code')).toBe('MISSING_HEADER')
  },
)

rule(FRAMES, 'a header line has a name and a colon', async ({ connect }) => {
  for (const line of ['no-colon', ':no-name']) {
    const peer = await connect()
    peer.line.send(`SUBSCRIBE\nid:0\n${line}\ndestination:/topic/rooms\n\n\0`)
    expect((await peer.fault()).headers.get('code')).toBe('BAD_FRAME')
  }
})

rule(
  { '1.2': 'Augmented BNF', '1.1': 'Augmented BNF' },
  'a value may be empty, and unknown headers are read past',
  async ({ connect }) => {
    const peer = await connect()
    await peer.done('SUBSCRIBE', { ...LISTEN, empty: '', unknown: 'x' })
  },
)

rule(
  { '1.2': 'Repeated Header Entries', '1.1': 'Repeated Header Entries' },
  'the first stands',
  async ({ connect }) => {
    const peer = await connect()
    peer.line.send(
      'SUBSCRIBE\nid:0\nid:1\ndestination:/topic/rooms\nreceipt:first\nreceipt:second\ncontent-length:0\ncontent-length:9\n\n\0',
    )
    peer.say('UNSUBSCRIBE', { id: '0', receipt: 'ended' })
    expect(await peer.receipts(2)).toEqual(['first', 'ended'])
  },
)

rule(
  { '1.2': 'Size Limits', '1.1': 'Size Limits' },
  'one past a limit is an ERROR, and the close; what is at the limit is taken',
  async ({ connect }) => {
    const within = await connect()
    const headers = Object.fromEntries(
      Array.from({ length: LIMITS.headerCount - 3 }, (_, index) => [`h${index}`, '']),
    )
    await within.done('SUBSCRIBE', { ...LISTEN, ...headers })
    for (const frame of [
      frameText('SUBSCRIBE', { ...LISTEN, ...headers, one: '', two: '' }),
      frameText('SUBSCRIBE', { ...LISTEN, long: 'x'.repeat(LIMITS.headerBytes) }),
      frameText('SEND', { destination: '/app/nowhere' }, 'x'.repeat(LIMITS.bodyBytes + 1)),
    ]) {
      const peer = await connect()
      peer.line.send(frame)
      expect((await peer.fault()).headers.get('code')).toBe('FRAME_TOO_LARGE')
    }
  },
)

const JOINED = { '1.2': 'STOMP Frames', '1.1': 'STOMP Frames', '1.0': 'Augmented BNF' }
const SESSION =
  frameText('SUBSCRIBE', { ...LISTEN, receipt: 'a' }) +
  frameText('SEND', { destination: '/app/nowhere' }, '몸글') +
  `\n${frameText('UNSUBSCRIBE', { id: '0', receipt: 'b' })}\n\n` +
  frameText('DISCONNECT', { receipt: 'c' })

rule(JOINED, 'many frames may come as one', async ({ connect }) => {
  const peer = await connect()
  peer.line.send(SESSION)
  expect(await peer.receipts(3)).toEqual(['a', 'b', 'c'])
})

rule(JOINED, 'a frame may come in pieces of a character', async ({ connect }) => {
  const peer = await connect()
  for (const character of SESSION) peer.line.send(character)
  expect(await peer.receipts(3)).toEqual(['a', 'b', 'c'])
})

const random = new Random(seedFor('cuts of the conformance cases'))

rule(
  JOINED,
  'frames may be cut and joined anywhere',
  async ({ connect }) => {
    const peer = await connect()
    for (const piece of atRandom(Buffer.from(SESSION), random)) peer.line.send(piece)
    expect(await peer.receipts(3)).toEqual(['a', 'b', 'c'])
  },
  LINE_KINDS.filter(({ anyBytes }) => anyBytes),
)

// Not here, and why:
// 1.2, 1.1 §Repeated Header Entries: a server may prepend headers: this one is no relay between servers.
