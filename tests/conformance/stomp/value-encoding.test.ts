// What the bytes of a header mean: escapes, UTF-8 and spaces, which differ between the versions.
import { expect } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import { LINE_KINDS } from './lines.ts'
import { rulesOn } from './rules.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0'))
const LISTEN = { id: '0', destination: '/topic/rooms' }

rule({ '1.2': 'Value Encoding' }, 'CR, LF, colon and backslash are escaped, both ways', async (scene) => {
  const peer = await scene.connect()
  peer.say('SUBSCRIBE', { ...LISTEN, 'a\\cname': '\\r', receipt: 'a\\r\\n\\c\\\\n' })
  expect(await peer.receipts(1)).toEqual(['a\\r\\n\\c\\\\n'])
})

rule({ '1.1': 'Value Encoding' }, 'LF, colon and backslash are escaped, both ways', async ({ connect }) => {
  const peer = await connect()
  peer.say('SUBSCRIBE', { ...LISTEN, 'a\\cname': '\\n', receipt: 'a\\n\\c\\\\n' })
  expect(await peer.receipts(1)).toEqual(['a\\n\\c\\\\n'])
})

rule({ '1.0': 'Augmented BNF' }, 'nothing is escaped', async ({ connect }) => {
  const peer = await connect()
  peer.say('SUBSCRIBE', { ...LISTEN, receipt: 'a\\n:\\t\\' })
  expect(await peer.receipts(1)).toEqual(['a\\n:\\t\\'])
})

rule({ '1.2': 'Value Encoding', '1.1': 'Value Encoding' }, 'undefined escapes are fatal', async (scene) => {
  const undefinedOnes = ['\\t', '\\0', '\\N', 'at the end\\', ...(scene.version === '1.1' ? ['\\r'] : [])]
  for (const value of undefinedOnes) {
    const peer = await scene.connect()
    peer.say('SUBSCRIBE', { ...LISTEN, value })
    const error = await peer.fault()
    expect(error.headers.get('code')).toBe('BAD_FRAME')
    expect(error.body.toString()).toContain('undefined escape')
  }
})

rule({ '1.2': 'Value Encoding', '1.1': 'Value Encoding' }, 'CONNECT has no escapes', async ({ connect }) => {
  const { welcome } = await connect({ note: '\\t', path: 'C:\\rooms' })
  expect(welcome.command).toBe('CONNECTED')
})

rule({ '1.2': 'Value Encoding', '1.1': 'Value Encoding' }, 'headers are UTF-8', async ({ connect }) => {
  const peer = await connect()
  peer.say('SUBSCRIBE', { ...LISTEN, receipt: '영수증 👍' })
  expect(await peer.receipts(1)).toEqual(['영수증 👍'])
})

rule(
  { '1.2': 'Value Encoding', '1.1': 'Value Encoding' },
  'bytes that are not UTF-8 are a fault',
  async ({ connect }) => {
    const peer = await connect()
    peer.line.send(Buffer.from('SUBSCRIBE\nid:0\ndestination:/topic/rooms\nx:\xff\n\n\0', 'latin1'))
    expect((await peer.fault()).headers.get('code')).toBe('BAD_FRAME')
  },
  LINE_KINDS.filter(({ anyBytes }) => anyBytes),
)

rule({ '1.2': 'Value Encoding', '1.1': 'Value Encoding' }, 'spaces are not trimmed', async ({ connect }) => {
  const peer = await connect()
  peer.say('SUBSCRIBE', { ...LISTEN, receipt: ' padded ' })
  expect(await peer.receipts(1)).toEqual([' padded '])
})

rule({ '1.0': 'SUBSCRIBE' }, 'values may be padded, as in its examples', async ({ connect }) => {
  const peer = await connect()
  peer.say('SUBSCRIBE', { destination: ' /topic/rooms', ack: ' auto', receipt: ' a' })
  peer.say('UNSUBSCRIBE', { destination: ' /topic/rooms', receipt: ' b' })
  expect(await peer.receipts(2)).toEqual(['a', 'b'])
})

// What the server escapes in its own frames is in connecting.test.ts and messages.test.ts.
