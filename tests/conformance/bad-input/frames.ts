// Broken STOMP: an ERROR frame that says what is wrong, then the close.
import { LIMITS } from '../../../protocol/limits.ts'
import { frameText } from '../../support/frame-text.ts'
import { sendByTcp, sendConnected, sendFirst, sendTaken } from './ask.ts'
import type { BadInput, Doors } from './bad-input.ts'

const talk = ({ roomId }: Doors): string => `/app/rooms/${roomId}/talk`

/** A talk whose body has exactly so many bytes: JSON may be padded with spaces. */
function talkOf(doors: Doors, bytes: number, nonce: string): string {
  const body = JSON.stringify({ message: '꽉 찬 말', nonce })
  const padded = body + ' '.repeat(bytes - Buffer.byteLength(body))
  return frameText('SEND', { destination: talk(doors), receipt: 'r' }, padded)
}

/** A frame whose command and header lines have exactly so many bytes. */
function typingWithHeaders(doors: Doors, bytes: number): string {
  const destination = talk(doors).replace('/talk', '/typing')
  const lines = `SEND\ndestination:${destination}\nreceipt:r\npadding:`
  return `${lines}${'x'.repeat(bytes - lines.length)}\n\n\0`
}

const subscribe = (headers: Record<string, string>): string =>
  frameText('SUBSCRIBE', { id: 's', destination: '/topic/rooms', ...headers })

const connectWith = (headers: Record<string, string>): string =>
  frameText('CONNECT', { 'accept-version': '1.2', nickname: '아무개', ...headers })

export const BROKEN_FRAMES: readonly BadInput[] = [
  {
    name: 'not a frame',
    sent: '"hello", a blank line, NUL',
    answer: 'ERROR BAD_FRAME, close 1002',
    send: ({ ws }) => sendFirst(ws, 'hello\n\n\0'),
  },
  {
    name: 'a header without a colon',
    sent: 'SEND with the line "destination"',
    answer: 'ERROR BAD_FRAME, close 1002',
    send: (doors) => sendConnected(doors, 'SEND\ndestination\n\n\0'),
  },
  {
    name: 'an undefined escape',
    sent: 'SEND with "x:\\t"',
    answer: 'ERROR BAD_FRAME, close 1002',
    send: (doors) => sendConnected(doors, 'SEND\nx:\\t\n\n\0'),
  },
  {
    name: 'headers that are not UTF-8',
    sent: 'SEND with the byte FF in a header, as a binary message',
    answer: 'ERROR BAD_FRAME, close 1002',
    send: (doors) => sendConnected(doors, Buffer.from('SEND\nx:\xff\n\n\0', 'latin1')),
  },
  {
    name: '1 MB of headers',
    sent: 'SEND with one header of 1,048,576 bytes',
    answer: 'ERROR FRAME_TOO_LARGE, close 1009',
    send: (doors) => sendConnected(doors, `SEND\nx:${'x'.repeat(1024 * 1024)}\n\n\0`),
  },
  {
    name: 'headers without end',
    sent: '1 MB of a header, and never a blank line',
    answer: 'ERROR FRAME_TOO_LARGE, close 1009',
    send: (doors) => sendConnected(doors, `SEND\nx:${'x'.repeat(1024 * 1024)}`),
  },
  {
    name: 'headers at the limit',
    sent: `typing with ${LIMITS.headerBytes} bytes of headers`,
    answer: 'RECEIPT r',
    send: (doors) => sendTaken(doors, typingWithHeaders(doors, LIMITS.headerBytes)),
  },
  {
    name: 'headers over the limit',
    sent: `typing with ${LIMITS.headerBytes + 1} bytes of headers`,
    answer: 'ERROR FRAME_TOO_LARGE, close 1009',
    send: (doors) => sendConnected(doors, typingWithHeaders(doors, LIMITS.headerBytes + 1)),
  },
  {
    name: 'too many headers',
    sent: `SEND with ${LIMITS.headerCount + 1} headers`,
    answer: 'ERROR FRAME_TOO_LARGE, close 1009',
    send: (doors) => sendConnected(doors, `SEND\n${'x:\n'.repeat(LIMITS.headerCount + 1)}\n\0`),
  },
  {
    name: 'a body at the limit',
    sent: `talk with a body of ${LIMITS.bodyBytes} bytes`,
    answer: 'RECEIPT r',
    send: (doors) => sendTaken(doors, talkOf(doors, LIMITS.bodyBytes, 'at-the-limit')),
  },
  {
    name: 'a body over the limit',
    sent: `talk with a body of ${LIMITS.bodyBytes + 1} bytes`,
    answer: 'ERROR FRAME_TOO_LARGE, close 1009',
    send: (doors) => sendConnected(doors, talkOf(doors, LIMITS.bodyBytes + 1, 'over-the-limit')),
  },
  {
    name: 'a body announced over the limit',
    sent: `SEND with content-length ${LIMITS.bodyBytes + 1} and no body yet`,
    answer: 'ERROR FRAME_TOO_LARGE, close 1009',
    send: (doors) => sendConnected(doors, `SEND\ncontent-length:${LIMITS.bodyBytes + 1}\n\n`),
  },
  {
    name: 'a content-length that is no number',
    sent: 'SEND with "content-length:-1"',
    answer: 'ERROR BAD_FRAME, close 1002',
    send: (doors) => sendConnected(doors, 'SEND\ncontent-length:-1\n\n\0'),
  },
  {
    name: 'a content-length that is not true',
    sent: 'SEND with "content-length:2" and a body of 5 bytes',
    answer: 'ERROR BAD_FRAME, close 1002',
    send: (doors) => sendConnected(doors, 'SEND\ncontent-length:2\n\nhello\0'),
  },
  {
    name: 'a body where there must be none',
    sent: 'SUBSCRIBE with a body',
    answer: 'ERROR BAD_FRAME, close 1002',
    send: (doors) => sendConnected(doors, `${subscribe({}).slice(0, -1)}body\0`),
  },
  {
    name: 'SEND before CONNECT',
    sent: 'a talk as the first frame',
    answer: 'ERROR NOT_CONNECTED, close 1002',
    send: (doors) => sendFirst(doors.ws, talkOf(doors, 100, 'too-early')),
  },
  {
    name: 'SUBSCRIBE before CONNECT',
    sent: 'SUBSCRIBE /topic/rooms as the first frame',
    answer: 'ERROR NOT_CONNECTED, close 1002',
    send: ({ ws }) => sendFirst(ws, subscribe({})),
  },
  {
    name: 'a second CONNECT',
    sent: 'CONNECT in a session',
    answer: 'ERROR ALREADY_CONNECTED, close 1002',
    send: (doors) => sendConnected(doors, connectWith({})),
  },
  {
    name: 'an unknown command',
    sent: 'HELLO in a session',
    answer: 'ERROR UNSUPPORTED_COMMAND, close 1002',
    send: (doors) => sendConnected(doors, 'HELLO\n\n\0'),
  },
  {
    name: 'an unknown command first',
    sent: 'HELLO as the first frame',
    answer: 'ERROR UNSUPPORTED_COMMAND, close 1002',
    send: ({ ws }) => sendFirst(ws, 'HELLO\n\n\0'),
  },
  {
    name: 'a missing header',
    sent: 'SEND without destination',
    answer: 'ERROR MISSING_HEADER, close 1002',
    send: (doors) => sendConnected(doors, frameText('SEND', {}, '{}')),
  },
  {
    name: 'a missing subscription id',
    sent: 'SUBSCRIBE without id',
    answer: 'ERROR MISSING_HEADER, close 1002',
    send: (doors) => sendConnected(doors, frameText('SUBSCRIBE', { destination: '/topic/rooms' })),
  },
  {
    name: 'a subscription id that is in use',
    sent: 'SUBSCRIBE with id s, twice',
    answer: 'ERROR DUPLICATE_SUBSCRIPTION, close 1002',
    send: (doors) => sendConnected(doors, subscribe({}) + subscribe({})),
  },
  {
    name: 'a subscription id that is too long',
    sent: `SUBSCRIBE with an id of ${LIMITS.subscriptionIdBytes + 1} bytes`,
    answer: 'ERROR BAD_HEADER, close 1002',
    send: (doors) => sendConnected(doors, subscribe({ id: 'x'.repeat(LIMITS.subscriptionIdBytes + 1) })),
  },
  {
    name: 'a bad heart-beat',
    sent: 'CONNECT with "heart-beat:often"',
    answer: 'ERROR BAD_HEADER, close 1002',
    send: ({ ws }) => sendFirst(ws, connectWith({ 'heart-beat': 'often' })),
  },
  {
    name: 'an unsupported version',
    sent: 'CONNECT with "accept-version:2.0"',
    answer: 'ERROR UNSUPPORTED_VERSION, close 1002',
    send: ({ ws }) => sendFirst(ws, connectWith({ 'accept-version': '2.0' })),
  },
  {
    name: 'HTTP on the STOMP port',
    sent: 'GET / HTTP/1.1 by plain TCP',
    answer: 'ERROR BAD_FRAME, end of the connection',
    send: (doors) => sendByTcp(doors, 'GET / HTTP/1.1\nHost: x\n\n'),
  },
  {
    name: '1 MB of headers by TCP',
    sent: 'SEND with one header of 1,048,576 bytes by plain TCP',
    answer: 'ERROR FRAME_TOO_LARGE, end of the connection',
    send: (doors) => sendByTcp(doors, `SEND\nx:${'x'.repeat(1024 * 1024)}\n\n\0`),
  },
]
