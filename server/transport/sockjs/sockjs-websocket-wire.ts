// A session's wire over SockJS in a WebSocket: `o` opens it, `a[…]` carries frames as JSON strings, `c[…]` closes it.
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { WireEvents } from '../../session/wire.ts'
import { SocketWire, type Caller } from '../socket-wire.ts'
import { textFraming } from '../websocket-framing.ts'
import { bytesOfMessages } from './client-messages.ts'
import { framesIn, sockJsFraming } from './sockjs-framing.ts'

/** What SockJS says of a client whose JSON cannot be read. */
const BROKEN_FRAMING = { code: 3000, reason: 'Broken framing.' } as const

/** RFC 6455 §7.4.1: the session's own code is in SockJS's close. */
const NORMAL_CLOSE = 1000

/** What was made of the frames of one write: the same write goes to many. */
const madeOf = new WeakMap<Buffer, Buffer>()

export class SockJsWebSocketWire extends SocketWire {
  readonly framing = sockJsFraming
  readonly #webSocket: WebSocket

  constructor(webSocket: WebSocket, socket: Socket, caller: Caller) {
    super(socket, caller)
    this.#webSocket = webSocket
  }

  /** Says that the session is open, and hands on what arrives. */
  connect(events: WireEvents): void {
    super.write(inWebSocketMessage('o'))
    this.#webSocket.on('message', (data: Buffer, isBinary) => {
      this.#receive(isBinary ? null : data.toString(), events)
    })
    this.#webSocket.on('close', () => events.closed())
    // A broken frame or a reset: ws closes by itself, and 'close' follows.
    this.#webSocket.on('error', () => {})
  }

  /** Never lets go of the bytes: what was made of them is remembered by them. */
  override write(framed: Buffer): boolean {
    super.write(messageOf(framed))
    return false
  }

  pause(): void {
    this.#webSocket.pause()
  }

  resume(): void {
    this.#webSocket.resume()
  }

  protected close(code: number, reason: string): void {
    this.#webSocket.send(`c${JSON.stringify([code, reason])}`)
    this.#webSocket.close(NORMAL_CLOSE)
  }

  /** `payload`: null where the message was no text. An empty one says nothing. */
  #receive(payload: string | null, events: WireEvents): void {
    if (payload === '') return
    const bytes = payload === null ? null : bytesOfMessages(payload)
    if (bytes === null) this.end(BROKEN_FRAMING.code, BROKEN_FRAMING.reason, null)
    else events.receive(bytes)
  }
}

function messageOf(framed: Buffer): Buffer {
  const made = madeOf.get(framed)
  if (made !== undefined) return made
  const message = inWebSocketMessage(`a${JSON.stringify(Array.from(framesIn(framed), String))}`)
  madeOf.set(framed, message)
  return message
}

function inWebSocketMessage(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = textFraming.headLength(length)
  const message = Buffer.allocUnsafe(head + length)
  textFraming.writeHead(message, 0, length)
  message.write(text, head)
  return message
}
