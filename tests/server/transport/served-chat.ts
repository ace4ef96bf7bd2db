// The chat in memory behind real transports, on ports of this computer that nobody else uses.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { Session } from '../../../server/session/session.ts'
import type { Wire } from '../../../server/session/wire.ts'
import { createTcpServer } from '../../../server/transport/tcp.ts'
import { serveWebSocket } from '../../../server/transport/websocket.ts'
import { MemoryChat, type MemoryChatOptions } from '../../support/memory-chat.ts'

export interface ServedOptions extends MemoryChatOptions {
  allows?: (origin: string | undefined) => boolean
  maxMessageBytes?: number
}

/** STOMP over WebSocket at /ws. */
export async function serveChat({
  allows = () => true,
  maxMessageBytes = 1e6,
  ...options
}: ServedOptions = {}) {
  const chat = new MemoryChat(options)
  const http = createServer()
  const refuseUpgrades = serveWebSocket(http, { path: '/ws', maxMessageBytes, allows, open: opener(chat) })
  return { chat, refuseUpgrades, port: await listening(http) }
}

/** STOMP over TCP. */
export async function serveTcp(options: MemoryChatOptions = {}) {
  const chat = new MemoryChat(options)
  return { chat, port: await listening(createTcpServer(opener(chat))) }
}

function opener(chat: MemoryChat) {
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
