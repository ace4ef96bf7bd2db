// One short visit by a bare socket, over plain TCP or WebSocket: connect, subscribe, ask for what is refused, leave. The least
// work for the test's side, so that a great many visits take little time.
import { connect } from 'node:net'
import { frameText } from '../support/frame-text.ts'

/** How a visit ends: by DISCONNECT, by a socket that is closed after the last answer, or by one that is reset. */
export type Leaving = 'disconnect' | 'close' | 'reset'

/** Whoever pays the visit says the whole of it in one go. */
export type Visit = (leaving: Leaving) => Promise<void>

/** What tells that everything before it was answered. */
const LAST_RECEIPT = 'receipt-id:last'

/** Visits by plain TCP to a room's topics. */
export function tcpVisit(port: number, roomId: string): Visit {
  const words = wordsOf(roomId)
  return (leaving) => visit({ port, greeting: words[leaving], answer: null }, leaving)
}

/** Visits by WebSocket to a room's topics. */
export function webSocketVisit(port: number, roomId: string): Visit {
  const words = wordsOf(roomId)
  const upgrade = upgradeRequest(port)
  return (leaving) => visit({ port, greeting: upgrade, answer: masked(words[leaving]) }, leaving)
}

interface Script {
  port: number
  /** What is said first. */
  greeting: string
  /** What is said to the first answer; null where all is said by then. */
  answer: Buffer | null
}

/** Resolves when the connection is gone; rejects where the last receipt did not come before that. */
function visit({ port, greeting, answer }: Script, leaving: Leaving): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(greeting))
    let unsaid = answer
    let heard = ''
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
      if (unsaid !== null) socket.write(unsaid)
      unsaid = null
      if (!heard.includes(LAST_RECEIPT)) return
      if (leaving === 'reset') socket.resetAndDestroy()
      else socket.end()
    })
    socket.once('error', reject)
    socket.once('close', () => (heard.includes(LAST_RECEIPT) ? resolve() : reject(new Error(heard))))
  })
}

function wordsOf(roomId: string): Record<Leaving, string> {
  const came = [
    frameText('CONNECT', { 'accept-version': '1.2', nickname: 'guest', 'heart-beat': '0,0' }),
    frameText('SUBSCRIBE', { id: 'refusals', destination: '/user/queue/errors' }),
    frameText('SUBSCRIBE', { id: 'live', destination: `/topic/rooms/${roomId}/live` }),
    frameText('SUBSCRIBE', { id: 'log', destination: `/topic/rooms/${roomId}`, since: '0' }),
    frameText('SUBSCRIBE', { id: 'over', destination: '/topic/rooms' }),
    frameText('UNSUBSCRIBE', { id: 'over' }),
    frameText('SEND', { destination: `/app/rooms/${roomId}/talk` }, '{"message":"?","nonce":"1"}'),
  ].join('')
  const asked = came + frameText('UNSUBSCRIBE', { id: 'refusals', receipt: 'last' })
  return { disconnect: came + frameText('DISCONNECT', { receipt: 'last' }), close: asked, reset: asked }
}

function upgradeRequest(port: number): string {
  const key = Buffer.alloc(16).toString('base64')
  return `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`
}

/** One text message of a client (RFC 6455 §5.2), masked with zeros. */
function masked(text: string): Buffer {
  const payload = Buffer.from(text)
  const head = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff, 0, 0, 0, 0])
  return Buffer.concat([head, payload])
}
