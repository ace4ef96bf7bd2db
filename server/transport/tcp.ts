// STOMP over plain TCP: the bytes of the frames and nothing around them, but for a line feed behind those of STOMP 1.0.
import { createServer, type Server, type Socket } from 'node:net'
import type { Refusal } from '../../protocol/errors.ts'
import { NO_TAIL, type Framing } from '../broker/subscriber.ts'
import { hangUp } from '../hang-up.ts'
import { errorFrame } from '../session/error-frame.ts'
import type { Wire, WireEvents } from '../session/wire.ts'
import type { StompVersion } from '../stomp/frame.ts'
import type { Admission } from './admission.ts'
import { letIn } from './let-in.ts'
import { CLOSE_PATIENCE, SocketWire } from './socket-wire.ts'

const rawFraming: Framing = { takesBytes: true, headLength: () => 0, writeHead: () => {}, tail: NO_TAIL }
/** Clients of STOMP 1.0, PHP's for one, take the byte behind a frame for the line feed that the brokers of their time send there. */
const lineFraming: Framing = { ...rawFraming, tail: Buffer.from('\n') }

/** A peer that closes its side is still answered. */
const OPTIONS = { noDelay: true, allowHalfOpen: true }

export interface TcpOptions {
  admission: Admission
  /** Begins the session of a new connection. */
  open: (wire: Wire) => WireEvents
}

/** A server that does not listen yet. Whoever finds no place is told so by an ERROR frame. */
export function createTcpServer({ admission, open }: TcpOptions): Server {
  return createServer(OPTIONS, (socket) => {
    const refusal = letIn(socket, socket.remoteAddress ?? '', admission)
    if (refusal !== null) return turnAway(socket, refusal)
    const events = open(new TcpWire(socket))
    socket.on('data', (bytes) => events.receive(bytes))
    socket.on('end', () => events.ended())
    socket.on('close', () => events.closed())
    // A reset: 'close' follows.
    socket.on('error', () => {})
  })
}

/** No version was agreed on: the frame has nothing in it that would be escaped. */
function turnAway(socket: Socket, { code, message, retryAfter }: Refusal): void {
  hangUp(socket, errorFrame({ code, detail: message, receiptId: null, retryAfter }, '1.2'))
}

class TcpWire extends SocketWire {
  readonly #socket: Socket
  #framing = rawFraming

  constructor(socket: Socket) {
    super(socket, { address: socket.remoteAddress ?? '', door: null })
    this.#socket = socket
  }

  get framing(): Framing {
    return this.#framing
  }

  override agreed(version: StompVersion): void {
    if (version === '1.0') this.#framing = lineFraming
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
    const patience = setTimeout(() => this.#socket.destroy(), CLOSE_PATIENCE).unref()
    this.#socket.on('close', () => clearTimeout(patience))
  }
}
