// The chat in memory behind real transports, on ports of this computer that nobody else uses.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { clientAddressBehind, proxiesIn } from '../../../server/limits/client-address.ts'
import { Session } from '../../../server/session/session.ts'
import type { Wire } from '../../../server/session/wire.ts'
import { createAdmission, type AdmissionLimits } from '../../../server/transport/admission.ts'
import { OtherWebSockets, type ServeWebSocket } from '../../../server/transport/other-websockets.ts'
import { createTcpServer } from '../../../server/transport/tcp.ts'
import { serveWebSocket } from '../../../server/transport/websocket.ts'
import { MemoryChat, type MemoryChatOptions } from '../../support/memory-chat.ts'

export interface AdmittedOptions extends MemoryChatOptions {
  admission?: Partial<AdmissionLimits>
}

export interface ServedOptions extends AdmittedOptions {
  allows?: (origin: string | undefined) => boolean
  maxMessageBytes?: number
  /** Whether rates hold for the clients. */
  limited?: boolean
  others?: Readonly<Record<string, ServeWebSocket>>
}

/** STOMP over WebSocket at /ws. */
export async function serveChat({
  allows = () => true,
  maxMessageBytes = 1e6,
  limited = false,
  others = {},
  admission: limits,
  ...options
}: ServedOptions = {}) {
  const chat = new MemoryChat(options)
  const http = createServer()
  const admission = admit(chat, limits)
  const open = opener(chat)
  const refuseUpgrades = serveWebSocket(http, {
    paths: ['/ws'],
    others: new OtherWebSockets(others),
    maxMessageBytes,
    allows,
    admission,
    addressOf,
    limited: () => limited,
    open,
  })
  return { chat, refuseUpgrades, port: await listening(http) }
}

/** STOMP over TCP. */
export async function serveTcp({ admission: limits, ...options }: AdmittedOptions = {}) {
  const chat = new MemoryChat(options)
  const server = createTcpServer({ admission: admit(chat, limits), open: opener(chat) })
  return { chat, port: await listening(server) }
}

/** Of a host behind no proxy. */
export const addressOf = clientAddressBehind(proxiesIn([]))

/** By the chat's own clock; the limits hold for this computer too. */
export function admit(chat: MemoryChat, limits: Partial<AdmissionLimits> = {}) {
  return createAdmission({ limits: { ...LIMITS, ...limits }, limited: () => true, now: () => chat.now })
}

/** Begins sessions of the chat. */
export function opener(chat: MemoryChat) {
  return (wire: Wire): Session => {
    const session = new Session(wire, chat.context, (closed) => chat.sessions.delete(closed))
    chat.sessions.add(session)
    return session
  }
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
