// Hostile connections over plain TCP: many at once, each signed in or turned away, and floods of bytes on them.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { frameText } from '../../../support/frame-text.ts'
import type { Facts, Running, Target } from '../attack.ts'

/** Bytes that are written at once: what a socket takes in one go. */
const PORTION = 64 * 1024

export function openSocket(url: string, from: string): Socket {
  const { hostname, port } = new URL(url)
  // A reset is how such connections often end.
  return connect({ host: hostname, port: Number(port), localAddress: from }).on('error', () => {})
}

/** The first thing that the host says, as text; empty where it says nothing before it closes. */
async function firstWords(socket: Socket): Promise<string> {
  const closed = once(socket, 'close').then(() => '')
  return Promise.race([once(socket, 'data').then(([bytes]) => String(bytes)), closed])
}

/** A guest on a connection of their own; null where the host did not let them in. */
export async function signIn(
  { stomp, from }: Target,
  headers: Record<string, string> = {},
): Promise<Socket | null> {
  const socket = openSocket(stomp, from)
  socket.write(frameText('CONNECT', { 'accept-version': '1.2', nickname: '말썽', ...headers }))
  return (await firstWords(socket)).startsWith('CONNECTED') ? socket : null
}

/** So many guests; fewer where the host turns some away. */
export async function signInMany(target: Target, count: number): Promise<Socket[]> {
  const sockets = await Promise.all(Array.from({ length: count }, () => signIn(target)))
  return sockets.filter((socket) => socket !== null)
}

/** Writes this again and again, as fast as the connection takes it. */
export function flood(socket: Socket, something: string | Buffer): void {
  const one = Buffer.from(something)
  const bytes = Buffer.alloc(Math.ceil(PORTION / one.length) * one.length, one)
  floodWith(socket, () => bytes)
}

/** Writes something else each time, as fast as the connection takes it. */
export function floodWith(socket: Socket, next: () => string | Buffer): void {
  const more = (): void => {
    if (!socket.writable) return
    if (socket.write(next())) setImmediate(more)
    else socket.once('drain', more)
  }
  more()
}

/** Counts how often each of the words stands in what the host says on these connections, and which of them still live. */
export function watch(sockets: readonly Socket[], words: readonly string[]): Running {
  const counts: Facts = Object.fromEntries(words.map((word) => [word, 0]))
  for (const socket of sockets) {
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const word of words) counts[word] = (counts[word] ?? 0) + text.split(word).length - 1
    })
  }
  return {
    facts: () => ({
      connections: sockets.length,
      open: sockets.filter(({ closed }) => !closed).length,
      ...counts,
    }),
    stop: () => sockets.forEach((socket) => socket.destroy()),
  }
}
