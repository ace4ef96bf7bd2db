// STOMP over plain TCP: the bytes of the frames and nothing around them.
import { createServer, type Server, type Socket } from 'node:net'
import type { Framing } from '../broker/subscriber.ts'
import type { Wire, WireEvents } from '../session/wire.ts'

/** How long a peer may take to read what is left, in ms. */
const CLOSE_PATIENCE = 5_000

const rawFraming: Framing = { headLength: () => 0, writeHead: () => {} }

/** A server that does not listen yet; `open` begins the session of a new connection. */
export function createTcpServer(open: (wire: Wire) => WireEvents): Server {
  return createServer({ noDelay: true, keepAlive: true }, (socket) => {
    const events = open(new TcpWire(socket))
    socket.on('data', (bytes) => events.receive(bytes))
    socket.on('close', () => events.closed())
    // A reset: 'close' follows.
    socket.on('error', () => {})
  })
}

class TcpWire implements Wire {
  readonly framing = rawFraming
  readonly address: string
  readonly #socket: Socket

  constructor(socket: Socket) {
    this.#socket = socket
    this.address = socket.remoteAddress ?? ''
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
    if (this.#socket.writable) this.#socket.write(bytes)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** TCP has no place for a code: the ERROR frame before the end said it. */
  end(): void {
    // A paused socket would never see that the peer has closed too.
    this.#socket.resume()
    this.#socket.end()
    const patience = setTimeout(() => this.destroy(), CLOSE_PATIENCE).unref()
    this.#socket.once('close', () => clearTimeout(patience))
  }

  destroy(): void {
    this.#socket.destroy()
  }
}
