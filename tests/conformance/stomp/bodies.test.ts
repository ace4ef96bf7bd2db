// Bodies: which frames have one, and how long it is.
import { expect } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import { rulesOn } from './rules.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0'))
const LISTEN = { id: '0', destination: '/topic/rooms' }

const BODILESS = [
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'ACK',
  'NACK',
  'BEGIN',
  'COMMIT',
  'ABORT',
  'DISCONNECT',
  'CONNECT',
]

rule({ '1.2': 'Body', '1.1': 'Value Encoding' }, 'only a SEND may have a body', async ({ connect }) => {
  for (const command of BODILESS) {
    for (const headers of [{}, { 'content-length': '4' }]) {
      const peer = await connect()
      peer.say(command, headers, 'body')
      const error = await peer.fault()
      expect(error.headers.get('code')).toBe('BAD_FRAME')
      expect(error.body.toString()).toBe(`${command} must not have a body.`)
    }
  }
})

rule({ '1.0': 'SUBSCRIBE' }, 'its body is ignored', async ({ connect }) => {
  const peer = await connect()
  await peer.done('SUBSCRIBE', LISTEN, 'what is this?')
})

rule(
  { '1.2': 'Header content-length', '1.1': 'Header content-length', '1.0': 'SEND' },
  'so many bytes are read, NULs among them',
  async ({ connect }) => {
    const peer = await connect()
    await peer.done('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' })
    const body = '\0가\0\0'
    peer.say('SEND', { destination: '/app/nowhere', 'content-length': `${Buffer.byteLength(body)}` }, body)
    expect(JSON.parse((await peer.hear('MESSAGE')).body.toString())).toMatchObject({
      code: 'NO_SUCH_DESTINATION',
    })
    await peer.done('SUBSCRIBE', LISTEN)
  },
)

rule(
  { '1.2': 'Header content-length', '1.1': 'Header content-length', '1.0': 'SEND' },
  'a NUL has to follow them',
  async ({ connect }) => {
    const peer = await connect()
    peer.say('SEND', { destination: '/app/nowhere', 'content-length': '2' }, 'four')
    const error = await peer.fault()
    expect(error.headers.get('code')).toBe('BAD_FRAME')
    expect(error.body.toString()).toContain('NUL')
  },
)

rule({ '1.2': 'Header content-length' }, 'all frames may include it', async ({ connect }) => {
  const peer = await connect({ 'content-length': '0' })
  await peer.done('SUBSCRIBE', { ...LISTEN, 'content-length': '0' })
  await peer.done('UNSUBSCRIBE', { id: '0', 'content-length': '0' })
})

// Not here, and why:
// 1.2, 1.1 §Header content-type: what the server says of its own bodies is in messages.test.ts; what a client says of its
//   body is for the destination to use, see relaying.test.ts.
