// STOMP over WebSocket, with or without SockJS around it: the upgrade, its refusals, and a wire for each connection.
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'
import { Refusal, type ErrorCode } from '../../protocol/errors.ts'
import { answerAndHangUp } from '../hang-up.ts'
import type { ClientAddress } from '../limits/client-address.ts'
import type { Wire, WireEvents } from '../session/wire.ts'
import type { Admission } from './admission.ts'
import { letIn } from './let-in.ts'
import type { OtherWebSockets } from './other-websockets.ts'
import { SockJsWebSocketWire } from './sockjs/sockjs-websocket-wire.ts'
import { CLOSE_PATIENCE, KEEP_ALIVE, type Caller } from './socket-wire.ts'
import { stompEntrances, type Entrance } from './stomp-paths.ts'
import { WebSocketWire } from './websocket-wire.ts'

/** The subprotocols of STOMP over WebSocket, best first. A client that asks for none is served all the same. */
const SUBPROTOCOLS = ['v12.stomp', 'v11.stomp', 'v10.stomp']

export interface WebSocketOptions {
  /** Where STOMP is served, see `stompEntrances`. */
  paths: readonly string[]
  /** Those at other paths. */
  others: OtherWebSockets
  /** The largest WebSocket message taken, in bytes; it may hold many frames, or one that is told to be too large. */
  maxMessageBytes: number
  /** Whether a page of this origin may connect. */
  allows: (origin: string | undefined, host: string | undefined) => boolean
  admission: Admission
  addressOf: ClientAddress
  /** Whether rates hold for this address. Very many very small messages would be others' time too. */
  limited: (address: string) => boolean
  /** Begins the session of a new connection. */
  open(wire: Wire): WireEvents
}

/** Serves upgrades of `server`. Returns a function that refuses new ones from then on, and closes those that are no sessions. */
export function serveWebSocket(server: Server, options: WebSocketOptions): () => void {
  const entranceAt = stompEntrances(options.paths)
  const upgrades = { free: upgradeServer(options, true), paced: upgradeServer(options, false) }
  let closed = false
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const socket = stream as Socket
    const path = pathOf(request)
    const entrance = entranceAt(path)
    const nowhere = entrance === null && !options.others.has(path)
    const address = options.addressOf(request)
    const refusal = closed ? new Refusal('SHUTTING_DOWN') : refusalOf(request, { nowhere, address }, options)
    if (refusal !== null) return answerAndHangUp(socket, refusal)
    const { free, paced } = upgrades
    const upgrade = options.limited(address) ? paced : free
    upgrade.handleUpgrade(request, socket, head, (webSocket) => {
      if (entrance === null) takeOther(webSocket, socket, path, options)
      else take(webSocket, socket, { address, ...entrance }, options)
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

function take(
  webSocket: WebSocket,
  socket: Socket,
  { speech, ...caller }: Entrance & Caller,
  options: WebSocketOptions,
): void {
  endWithClose(webSocket, socket)
  const wire = new (speech === 'plain' ? WebSocketWire : SockJsWebSocketWire)(webSocket, socket, caller)
  wire.connect(options.open(wire))
}

function takeOther(webSocket: WebSocket, socket: Socket, path: string, { others }: WebSocketOptions): void {
  socket.setKeepAlive(true, KEEP_ALIVE)
  others.take(path, webSocket)
}

/**
 * A socket that is written to its end is not read on: a peer that has said that it closes says nothing more (RFC 6455 §5.5.1,
 * §7.1.1). One that has broken the protocol may, and would be reset before it has read why it is closed.
 */
function endWithClose(webSocket: WebSocket, socket: Socket): void {
  let isBroken = false
  webSocket.once('error', () => (isBroken = true))
  socket.once('finish', () => {
    if (!isBroken) socket.destroy()
  })
}

/** Null where the connection is let in. It is looked at last: whoever is refused for something else takes no place. */
function refusalOf(
  { headers, socket }: IncomingMessage,
  { nowhere, address }: { nowhere: boolean; address: string },
  options: WebSocketOptions,
): Refusal | null {
  const fault = nowhere ? 'NO_SUCH_PATH' : faultOf(headers, options)
  return fault === null ? letIn(socket, address, options.admission) : new Refusal(fault)
}

function faultOf({ origin, host }: IncomingHttpHeaders, { allows }: WebSocketOptions): ErrorCode | null {
  return allows(origin, host) ? null : 'ORIGIN_NOT_ALLOWED'
}

function pathOf({ url = '' }: IncomingMessage): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
