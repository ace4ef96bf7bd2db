// Heart-beating, by the clock of the real server: the beats are waited for, never a time.
import { expect, it } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import { frameText } from '../../support/frame-text.ts'
import { rulesOn } from './rules.ts'

// Beats take their time: the cases run side by side.
const rule = rulesOn(hostForAll('--stomp-port', '0'), it.concurrent)
const HEART_BEATING = { '1.2': 'Heart-beating', '1.1': 'Heart-beating' }
const NEWEST = { '1.2': 'Heart-beating' }

rule(HEART_BEATING, 'without the header there are none', async ({ connect }) => {
  expect((await connect()).welcome.headers.get('heart-beat')).toBe('0,0')
})

rule(
  HEART_BEATING,
  'the server can do and wants what the client asks for, from one a second',
  async (scene) => {
    const answers = {
      '0,0': '0,0',
      '0,5000': '5000,0',
      '7000,0': '0,7000',
      '7000,5000': '5000,7000',
      '1,1': '1000,1000',
      '20000, 30000': '30000,20000',
    }
    for (const [asked, answer] of Object.entries(answers)) {
      const { welcome } = await scene.connect({ 'heart-beat': asked })
      expect(welcome.headers.get('heart-beat'), asked).toBe(answer)
    }
  },
)

rule(HEART_BEATING, 'anything but two numbers is an ERROR', async ({ open, version }) => {
  for (const value of ['often', '1000', '-1,0', '1000,1000,1000', '1.5,2']) {
    const line = await open()
    const headers = { 'accept-version': version, host: 'x', nickname: '박자', 'heart-beat': value }
    line.send(frameText('CONNECT', headers))
    expect((await line.frames.next()).headers.get('code'), value).toBe('BAD_HEADER')
    await line.closed()
  }
})

rule(
  { '1.0': 'CONNECT' },
  'it knows no heart-beats: none are promised, and none are waited for',
  async (scene) => {
    const { welcome } = await scene.connect({ 'heart-beat': '1000,1000' })
    expect(welcome.headers.get('heart-beat') ?? '0,0').toBe('0,0')
  },
)

rule(
  NEWEST,
  'the server beats with an end of line, and any bytes of the client’s count',
  async ({ connect }) => {
    const peer = await connect({ 'heart-beat': '1000,1000' })
    const slow = frameText('SUBSCRIBE', { id: '0', destination: '/topic/rooms', receipt: 'a' })
    // One byte a beat: without them the client would be given up before the third.
    for (const byte of slow.slice(0, 4)) {
      await peer.hear('')
      peer.line.send(byte)
    }
    peer.line.send(slow.slice(4))
    expect(await peer.receipts(1)).toEqual(['a'])
  },
)

rule(
  NEWEST,
  'a client that is silent is given up after twice its interval, and told',
  async ({ connect }) => {
    const peer = await connect({ 'heart-beat': '1000,1000' })
    const heard = await peer.line.frames.until(({ command }) => command === 'ERROR')
    expect(heard.at(-1)?.headers.get('code')).toBe('SILENT_PEER')
    // Once it was beaten to before that: it was given more than its own interval.
    expect(heard.filter(({ command }) => command === '').length).toBeGreaterThanOrEqual(1)
    await peer.end()
  },
)

// Not here, and why:
// 1.2, 1.1 §Heart-beating: the exact times are tested with a clock of the tests' own in tests/server/session/.
