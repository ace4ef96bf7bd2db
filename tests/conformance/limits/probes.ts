// How each limit that a single client meets is reached: by so much of the thing, and one more.
import { LIMITS } from '../../../protocol/limits.ts'
import { frameText } from '../../support/frame-text.ts'
import type { Door, Probe } from './limit.ts'
import { ask, connect, say } from './saying.ts'

const RECEIPT = { receipt: 'r' }
const NOBODY = '/topic/rooms'

const times = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join('')
const begin = (transaction: string, more = {}): string => frameText('BEGIN', { transaction, ...more })
const typing = ({ roomId }: Door): string => `/app/rooms/${roomId}/typing`

export const headerBytes: Probe = (door, bytes) => {
  const lines = `SEND\ndestination:${typing(door)}\nreceipt:r\npadding:`
  return say(door, `${lines}${'x'.repeat(bytes - lines.length)}\n\n{}\0`)
}

export const headerCount: Probe = (door, count) => {
  const padding = Object.fromEntries(Array.from({ length: count - 2 }, (_, index) => [`x${index}`, '']))
  return say(door, frameText('SEND', { destination: typing(door), ...RECEIPT, ...padding }, '{}'))
}

export const bodyBytes: Probe = (door, bytes) =>
  say(door, frameText('SEND', { destination: typing(door), ...RECEIPT }, `{}${' '.repeat(bytes - 2)}`))

/** Ends of lines may stand before a frame. */
export const messageBytes: Probe = (door, bytes) => {
  const frame = frameText('SUBSCRIBE', { id: 's', destination: NOBODY, ...RECEIPT })
  return say(door, Buffer.from('\n'.repeat(bytes - frame.length) + frame))
}

export const messageLength: Probe = (door, length) => {
  const body = JSON.stringify({ message: '한'.repeat(length), nonce: String(length) })
  return say(door, frameText('SEND', { destination: `/app/rooms/${door.roomId}/talk`, ...RECEIPT }, body))
}

export const nicknameLength: Probe = (door, length) =>
  connect(door, { nickname: '한'.repeat(length) }, 'version')

export const roomNameLength: Probe = (door, length) =>
  ask(door, 'rooms', JSON.stringify({ name: '한'.repeat(length) }))

/** With a token it would be that guest's account. */
const signUp = ({ http }: Door, login: string, password: string): Promise<string> =>
  ask({ http }, 'auth/signup', JSON.stringify({ login, password, nickname: '한계' }))

export const loginLength: Probe = (door, length) => signUp(door, '한'.repeat(length), 'correct horse')

export const accountPasswordLength: Probe = (door, length) =>
  signUp(door, `long${length}`, '한'.repeat(length))

/** One past it is one less. */
export const shortestAccountPassword: Probe = (door, length) =>
  signUp(door, `short${length}`, '한'.repeat(2 * LIMITS.shortestAccountPassword - length))

export const subscriptionIdBytes: Probe = (door, bytes) =>
  say(door, frameText('SUBSCRIBE', { id: 'x'.repeat(bytes), destination: NOBODY, ...RECEIPT }))

/** A room that is none: at the limit that is what is said of it. */
export const destinationBytes: Probe = (door, bytes) => {
  const roomId = 'x'.repeat(bytes - '/app/rooms//typing'.length)
  return say(door, frameText('SEND', { destination: `/app/rooms/${roomId}/typing`, ...RECEIPT }))
}

export const prefetch: Probe = (door, count) => {
  const headers = { ack: 'client', 'prefetch-count': String(count) }
  return say(door, frameText('SUBSCRIBE', { id: 's', destination: NOBODY, ...headers, ...RECEIPT }))
}

export const transactionsPerSession: Probe = (door, count) =>
  say(door, times(count - 1, (index) => begin(`t${index}`)) + begin('last', RECEIPT))

export const transactionIdBytes: Probe = (door, bytes) => say(door, begin('x'.repeat(bytes), RECEIPT))

export const transactionFrames: Probe = (door, count) => {
  const send = (more = {}) =>
    frameText('SEND', { destination: typing(door), transaction: 't', ...more }, '{}')
  return say(door, begin('t') + times(count - 1, () => send()) + send(RECEIPT))
}

/** Whole bodies, and one that fills what is left; headers count with their names. */
export const transactionBytes: Probe = (door, bytes) => {
  const headers = { destination: typing(door), transaction: 't' }
  const size = (all: object) => Object.entries(all).reduce((sum, pair) => sum + pair.join('').length, 0)
  const large = LIMITS.bodyBytes
  const whole = Math.floor(bytes / (large + size(headers))) - 1
  const left = bytes - whole * (large + size(headers))
  const sends = [
    ...Array.from({ length: whole }, () => frameText('SEND', headers, 'x'.repeat(large))),
    frameText('SEND', headers, 'x'.repeat(left - large)),
    frameText(
      'SEND',
      { ...headers, ...RECEIPT },
      'x'.repeat(large - size(headers) - size(RECEIPT) - size(headers)),
    ),
  ]
  return say(door, begin('t'), ...sends)
}

/** The interval that the host agrees to, of one that is a little shorter or longer. */
export const heartBeatFloor: Probe = (door, interval) =>
  connect(door, { 'heart-beat': `0,${2 * LIMITS.heartBeatFloor - interval}` }, 'heart-beat')

export const restBodyBytes: Probe = (door, bytes) => ask(door, 'rooms', '{"name":"방"}'.padEnd(bytes - 2))

export const pageEntries: Probe = (door, limit) => ask(door, `rooms/${door.roomId}/messages?limit=${limit}`)

export const searchLength: Probe = (door, limit) => ask(door, `search?q=${'x'.repeat(limit)}`)

export const searchHits: Probe = (door, limit) => ask(door, `search?q=x&limit=${limit}`)
