// STOMP over WebSocket, with or without SockJS around it: the upgrade, its refusals, and a wire for each connection.
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'
import { Refusal, type ErrorCode } from '../../protocol/errors.ts'
import { answerAndHangUp } from '../hang-up.ts'
import type { Wire, WireEvents } from '../session/wire.ts'
import type { Admission } from './admission.ts'
import { letIn } from './let-in.ts'
import type { OtherWebSockets } from './other-websockets.ts'
import { SockJsWebSocketWire } from './sockjs/sockjs-websocket-wire.ts'
import { CLOSE_PATIENCE, KEEP_ALIVE } from './socket-wire.ts'
import { speechAt } from './stomp-paths.ts'
import { WebSocketWire } from './websocket-wire.ts'

/** The subprotocols of STOMP over WebSocket, best first. A client that asks for none is served all the same. */
const SUBPROTOCOLS = ['v12.stomp', 'v11.stomp', 'v10.stomp']

export interface WebSocketOptions {
  /** Where STOMP is served, see `speechAt`. */
  paths: readonly string[]
  /** Those at other paths. */
  others: OtherWebSockets
  /** The largest WebSocket message taken, in bytes; it may hold many frames, or one that is told to be too large. */
  maxMessageBytes: number
  /** Whether a page of this origin may connect. */
  allows: (origin: string | undefined, host: string | undefined) => boolean
  admission: Admission
  /** Whether rates hold for this address. Very many very small messages would be others' time too. */
  limited: (address: string) => boolean
  /** Begins the session of a new connection. */
  open(wire: Wire): WireEvents
}

/** Serves upgrades of `server`. Returns a function that refuses new ones from then on, and closes those that are no sessions. */
export function serveWebSocket(server: Server, options: WebSocketOptions): () => void {
  const upgrades = { free: upgradeServer(options, true), paced: upgradeServer(options, false) }
  let closed = false
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const socket = stream as Socket
    const path = pathOf(request)
    const refusal = closed ? new Refusal('SHUTTING_DOWN') : refusalOf(request, path, socket, options)
    if (refusal !== null) return answerAndHangUp(socket, refusal)
    const { free, paced } = upgrades
    const upgrade = options.limited(socket.remoteAddress ?? '') ? paced : free
    upgrade.handleUpgrade(request, socket, head, (webSocket) => {
      take(webSocket, socket, path, options)
    })
  })
  return () => {
    closed = true
    options.others.close()
  }
}

/** `atOnce`: messages that came together are handed on together; otherwise one in a turn of the event loop. */
function upgradeServer({ maxMessageBytes }: WebSocketOptions, atOnce: boolean): WebSocketServer {
  // Its types do not know closeTimeout.
  const options: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    clientTracking: false,
    closeTimeout: CLOSE_PATIENCE,
    allowSynchronousEvents: atOnce,
    handleProtocols: (offered) => SUBPROTOCOLS.find((name) => offered.has(name)) ?? false,
  }
  return new WebSocketServer(options)
}

function take(webSocket: WebSocket, socket: Socket, path: string, options: WebSocketOptions): void {
  const speech = speechAt(path, options.paths)
  if (speech === null) {
    socket.setKeepAlive(true, KEEP_ALIVE)
    return options.others.take(path, webSocket)
  }
  const wire = new (speech === 'plain' ? WebSocketWire : SockJsWebSocketWire)(webSocket, socket)
  wire.connect(options.open(wire))
}

/** Null where the connection is let in. It is looked at last: whoever is refused for something else takes no place. */
function refusalOf(
  { headers }: IncomingMessage,
  path: string,
  socket: Socket,
  options: WebSocketOptions,
): Refusal | null {
  const fault = faultOf(headers, path, options)
  return fault === null ? letIn(socket, options.admission) : new Refusal(fault)
}

function faultOf(
  { origin, host }: IncomingHttpHeaders,
  path: string,
  { paths, others, allows }: WebSocketOptions,
): ErrorCode | null {
  if (speechAt(path, paths) === null && !others.has(path)) return 'NO_SUCH_PATH'
  return allows(origin, host) ? null : 'ORIGIN_NOT_ALLOWED'
}

function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
