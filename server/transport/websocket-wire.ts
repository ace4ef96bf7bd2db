// A session's wire over one WebSocket. ws reads, answers pings and closes; our messages are framed already and go to the
// socket directly, several in one write.
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Framing } from '../broker/subscriber.ts'
import type { Wire, WireEvents } from '../session/wire.ts'
import { binaryFraming, textFraming } from './websocket-framing.ts'

/** How long a peer may take to read what is left and answer the close, in ms. */
const CLOSE_PATIENCE = 5_000
/** A close frame's reason may have 123 bytes (RFC 6455 §5.5). */
const REASON_BYTES = 123

export class WebSocketWire implements Wire {
  readonly address: string
  readonly #webSocket: WebSocket
  readonly #socket: Socket
  #framing: Framing = textFraming
  #ended = false

  constructor(webSocket: WebSocket, socket: Socket) {
    this.#webSocket = webSocket
    this.#socket = socket
    this.address = socket.remoteAddress ?? ''
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

  get owed(): number {
    return this.#socket.writableLength
  }

  get congested(): boolean {
    return this.#socket.writableNeedDrain
  }

  onDrain(callback: () => void): void {
    this.#socket.once('drain', callback)
  }

  write(bytes: Buffer): void {
    if (this.#ended || !this.#socket.writable) return
    this.#socket.write(bytes)
  }

  pause(): void {
    this.#webSocket.pause()
  }

  resume(): void {
    this.#webSocket.resume()
  }

  end(code: number, reason: string): void {
    if (this.#ended) return
    this.#ended = true
    // A paused peer's answer to the close would never be read.
    this.#webSocket.resume()
    this.#webSocket.close(code, Buffer.from(reason).subarray(0, REASON_BYTES))
    const patience = setTimeout(() => this.destroy(), CLOSE_PATIENCE).unref()
    this.#webSocket.once('close', () => clearTimeout(patience))
  }

  destroy(): void {
    this.#ended = true
    this.#webSocket.terminate()
  }
}
