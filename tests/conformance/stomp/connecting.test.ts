// Connecting: CONNECT and STOMP, the version that is agreed on, what CONNECTED tells, and who is turned away.
import { expect } from 'vitest'
import { frameText } from '../../support/frame-text.ts'
import { hostForAll } from '../../support/host-process.ts'
import type { Line } from './lines.ts'
import { Peer } from './peer.ts'
import { connectHeaders, rulesOn, type Scene } from './rules.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0'))
const GUEST = { nickname: '손님' }
const CONNECTING = { '1.2': 'Connecting', '1.1': 'Connecting' }
const NEGOTIATION = { '1.2': 'Protocol Negotiation', '1.1': 'Protocol Negotiation' }

/** A line on which this was the first frame. */
async function first(
  { open }: Scene,
  command: string,
  headers: Record<string, string>,
  body = '',
): Promise<Line> {
  const line = await open()
  line.send(frameText(command, headers, body))
  return line
}

async function welcomed(scene: Scene, command: string, headers: Record<string, string>): Promise<Peer> {
  const line = await first(scene, command, { ...connectHeaders(scene.version), ...GUEST, ...headers })
  const welcome = await line.frames.next()
  expect(welcome.command).toBe('CONNECTED')
  return new Peer(scene.version, line, welcome)
}

async function turnedAway(scene: Scene, command: string, headers: Record<string, string>): Promise<Peer> {
  const line = await first(scene, command, headers)
  return new Peer(scene.version, line, { command: '', headers: new Map(), body: Buffer.alloc(0) })
}

rule({ ...CONNECTING, '1.0': 'CONNECT' }, 'CONNECT is answered CONNECTED', async (scene) => {
  const peer = await welcomed(scene, 'CONNECT', {})
  expect(peer.welcome.body).toHaveLength(0)
  await peer.done('SUBSCRIBE', { id: '0', destination: '/topic/rooms' })
})

rule(
  { '1.2': 'CONNECT or STOMP Frame', '1.1': 'CONNECT or STOMP Frame' },
  'STOMP does as CONNECT does',
  async (scene) => {
    const peer = await welcomed(scene, 'STOMP', {})
    await peer.done('SUBSCRIBE', { id: '0', destination: '/topic/rooms' })
  },
)

rule(
  { '1.2': 'CONNECT or STOMP Frame', '1.1': 'CONNECT or STOMP Frame' },
  'any host will do, as there are no virtual ones',
  async (scene) => {
    await welcomed(scene, 'CONNECT', { host: 'elsewhere.example' })
    await welcomed(scene, 'CONNECT', { host: '' })
  },
)

rule(
  { '1.2': 'CONNECT or STOMP Frame', '1.1': 'CONNECT or STOMP Frame', '1.0': 'CONNECT' },
  'login and passcode may be given, and are needed by no guest',
  async (scene) => {
    await welcomed(scene, 'CONNECT', { login: 'me', passcode: 'a:b\\' })
  },
)

rule({ '1.0': 'CONNECT' }, 'its values may be padded, as in its example', async (scene) => {
  const token = (await welcomed(scene, 'CONNECT', { nickname: ' 옛날 손님 ' })).welcome
  expect(token.headers.get('version')).toBe('1.0')
})

rule(
  { '1.2': 'CONNECTED Frame', '1.1': 'CONNECTED Frame' },
  'version is the one of the session, server is a name and a version',
  async (scene) => {
    const { headers } = (await welcomed(scene, 'CONNECT', {})).welcome
    expect(headers.get('version')).toBe(scene.version)
    expect(headers.get('server')).toMatch(/^[a-z]+\/[\d.]+$/)
  },
)

rule(
  { '1.2': 'CONNECTED Frame', '1.1': 'CONNECTED Frame', '1.0': 'CONNECT' },
  'session tells it from every other',
  async (scene) => {
    const [one, other] = [await welcomed(scene, 'CONNECT', {}), await welcomed(scene, 'CONNECT', {})]
    const ids = [one, other].map(({ welcome }) => welcome.headers.get('session'))
    expect(ids[0]).toMatch(/^[\w-]+$/)
    expect(ids[0]).not.toBe(ids[1])
  },
)

rule({ '1.2': 'Value Encoding', '1.1': 'Value Encoding' }, 'CONNECTED is not escaped', async (scene) => {
  const { headers } = (await welcomed(scene, 'CONNECT', {})).welcome
  expect([...headers.values()].join()).not.toMatch(/[:\\\r]/)
})

rule({ '1.2': 'Protocol Negotiation' }, 'the highest version that both speak is spoken', async (scene) => {
  const offers = {
    '1.0': '1.0',
    '1.0,1.1': '1.1',
    '1.0,1.1,2.0': '1.1',
    '1.0,1.1,1.2': '1.2',
    '1.2,1.1,1.0': '1.2',
    '1.1, 1.2': '1.2',
    '1.2,1.3,9.9': '1.2',
  }
  for (const [offered, spoken] of Object.entries(offers)) {
    const { headers } = (await welcomed(scene, 'CONNECT', { 'accept-version': offered })).welcome
    expect(headers.get('version'), offered).toBe(spoken)
  }
})

rule({ '1.0': 'CONNECT' }, 'without accept-version 1.0 is spoken', async (scene) => {
  const { headers } = (await welcomed(scene, 'CONNECT', {})).welcome
  expect(headers.get('version')).toBe('1.0')
})

rule(NEGOTIATION, 'where there is no common version, an ERROR tells those of the server', async (scene) => {
  for (const offered of ['2.0', '1.3,1.4', '']) {
    const peer = await turnedAway(scene, 'CONNECT', { ...GUEST, 'accept-version': offered })
    const { headers, body } = await peer.fault()
    expect(headers.get('version')).toBe('1.2,1.1,1.0')
    expect(headers.get('content-type')).toBe('text/plain')
    expect(body.toString()).toContain('1.2, 1.1, 1.0')
  }
})

rule(
  NEGOTIATION,
  'the version holds for the rest of the session, also for what came with CONNECT',
  async (scene) => {
    const line = await scene.open()
    const hello = frameText('CONNECT', { ...connectHeaders(scene.version), ...GUEST })
    line.send(`${hello}SUBSCRIBE\nid:0\ndestination:/topic/rooms\nreceipt:a\r\n\n\0`)
    const [, receipt] = await line.frames.take(2)
    expect(receipt?.headers.get('receipt-id')).toBe(scene.version === '1.2' ? 'a' : 'a\r')
  },
)

rule(CONNECTING, 'who is rejected is told why in an ERROR, then the connection is closed', async (scene) => {
  const nobody = await turnedAway(scene, 'CONNECT', connectHeaders(scene.version))
  expect((await nobody.fault()).headers.get('code')).toBe('UNAUTHENTICATED')
  const stranger = await turnedAway(scene, 'CONNECT', {
    ...connectHeaders(scene.version),
    Authorization: 'Bearer forged',
    receipt: 'hello',
  })
  const { headers, body } = await stranger.fault()
  expect(headers.get('code')).toBe('TOKEN_INVALID')
  expect(headers.get('receipt-id')).toBe('hello')
  expect(body.toString()).toBe('This token was not issued by this host.')
})

rule({ ...CONNECTING, '1.0': 'CONNECT' }, 'nothing comes before it', async (scene) => {
  const peer = await turnedAway(scene, 'SUBSCRIBE', { id: '0', destination: '/topic/rooms', receipt: 'a' })
  const { headers } = await peer.fault()
  expect(Object.fromEntries(headers)).toMatchObject({ code: 'NOT_CONNECTED', 'receipt-id': 'a' })
})

rule({ ...CONNECTING, '1.0': 'CONNECT' }, 'there is no second one', async (scene) => {
  for (const again of ['CONNECT', 'STOMP']) {
    const peer = await welcomed(scene, 'CONNECT', {})
    peer.say(again, { ...connectHeaders(scene.version), ...GUEST })
    expect((await peer.fault()).headers.get('code')).toBe('ALREADY_CONNECTED')
  }
})

rule(
  { '1.2': 'Connection Lingering', '1.1': 'Connecting' },
  'clients may connect and disconnect rapidly',
  async (scene) => {
    for (let turn = 0; turn < 20; turn += 1) {
      const peer = await welcomed(scene, 'CONNECT', {})
      peer.say('DISCONNECT', { receipt: 'bye' })
      expect(await peer.receipts(1)).toEqual(['bye'])
      await peer.end()
    }
  },
)

// Not here, and why:
// 1.2, 1.1 §CONNECT or STOMP Frame: that clients MUST send accept-version and host binds the clients; without the first
//   they speak 1.0, without the second they are served all the same.
// 1.2 §Header receipt: CONNECT is the one frame that asks for none.
