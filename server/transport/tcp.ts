// STOMP over plain TCP: the bytes of the frames and nothing around them.
import { createServer, type Server, type Socket } from 'node:net'
import type { Framing } from '../broker/subscriber.ts'
import type { Wire, WireEvents } from '../session/wire.ts'
import { KEEP_ALIVE, SocketWire } from './socket-wire.ts'

const rawFraming: Framing = { headLength: () => 0, writeHead: () => {} }

/** A peer that closes its side is still answered. */
const OPTIONS = { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE, allowHalfOpen: true }

/** A server that does not listen yet; `open` begins the session of a new connection. */
export function createTcpServer(open: (wire: Wire) => WireEvents): Server {
  return createServer(OPTIONS, (socket) => {
    const events = open(new TcpWire(socket))
    socket.on('data', (bytes) => events.receive(bytes))
    socket.on('end', () => events.ended())
    socket.on('close', () => events.closed())
    // A reset: 'close' follows.
    socket.on('error', () => {})
  })
}

class TcpWire extends SocketWire {
  readonly framing = rawFraming
  readonly #socket: Socket

  constructor(socket: Socket) {
    super(socket)
    this.#socket = socket
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** TCP has no place for a code: the ERROR frame before the end said it. */
  protected close(): void {
    this.#socket.end()
  }
}
