// A fuzzed client's connection over plain TCP.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Connection, Listener } from './world.ts'

/** `address` as in the listening line: `tcp://HOST:PORT`. */
export async function openTcpConnection(address: string, listener: Listener): Promise<Connection> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname).setNoDelay(true)
  await once(socket, 'connect')
  socket.on('data', (bytes) => listener.hear(bytes))
  return socketConnection(socket, listener, (bytes) => bytes)
}

/** What all connections do that end at a socket. `wrap`: how the transport packs what is sent. */
export function socketConnection(
  socket: Socket,
  listener: Listener,
  wrap: (bytes: Buffer) => Buffer,
): Connection {
  socket.on('close', () => listener.closed())
  // The close that follows tells enough.
  socket.on('error', () => {})
  return {
    textOnly: false,
    send: (bytes) => void (socket.writable && socket.write(wrap(bytes))),
    stall: () => void socket.pause(),
    drain: () => void socket.resume(),
    halfClose: () => {
      socket.end()
      return true
    },
    close: () => void socket.end(),
    cut: () => void socket.resetAndDestroy(),
  }
}
