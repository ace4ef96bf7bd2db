// A session's wire over one WebSocket. ws reads, answers pings and closes; our messages are framed already and go to the
// socket directly, several in one write.
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Framing } from '../broker/subscriber.ts'
import type { WireEvents } from '../session/wire.ts'
import { SocketWire, type Caller } from './socket-wire.ts'
import { binaryFraming, textFraming } from './websocket-framing.ts'

/** A close frame's reason may have 123 bytes (RFC 6455 §5.5). */
const REASON_BYTES = 123

export class WebSocketWire extends SocketWire {
  readonly #webSocket: WebSocket
  #framing: Framing = textFraming

  constructor(webSocket: WebSocket, socket: Socket, caller: Caller) {
    super(socket, caller)
    this.#webSocket = webSocket
  }

  /** Hands on what arrives. The kind of the peer's first message decides the kind of ours. */
  connect(events: WireEvents): void {
    let first = true
    this.#webSocket.on('message', (data: Buffer, isBinary: boolean) => {
      if (first) this.#framing = isBinary ? binaryFraming : textFraming
      first = false
      events.receive(data)
    })
    this.#webSocket.on('close', () => events.closed())
    // A broken frame or a reset: ws closes by itself, and 'close' follows.
    this.#webSocket.on('error', () => {})
  }

  get framing(): Framing {
    return this.#framing
  }

  pause(): void {
    this.#webSocket.pause()
  }

  resume(): void {
    this.#webSocket.resume()
  }

  protected close(code: number, reason: string): void {
    this.#webSocket.close(code, Buffer.from(reason).subarray(0, REASON_BYTES))
  }
}
