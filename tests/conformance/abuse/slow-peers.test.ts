// Peers that hold a connection by doing next to nothing: bytes that come one by one, and ends that never close. Each is gone in
// bounded time, and somebody else signs in meanwhile as if they were not there.
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { it, onTestFinished } from 'vitest'
import { frameText } from '../../support/frame-text.ts'
import { hostForAll } from '../../support/host-process.ts'
import { inTime } from '../../support/inbox.ts'
import { person } from '../people.ts'

const host = hostForAll('--stomp-port', '0', '--log-level', 'fatal')

/** Of each kind. */
const PEERS = 20
/** Milliseconds between two bytes. */
const DRIP = 500

const UPGRADE = [
  'GET /ws HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
  '',
  '',
].join('\r\n')
/** Of a masked message of 125 bytes in text (RFC 6455 §5.2). */
const MESSAGE_HEAD = '\x81\xfd\0\0\0\0'
const CONNECT = frameText('CONNECT', { 'accept-version': '1.2', nickname: '느림보' })
const POST =
  'POST /api/auth/guest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n'

/** Never closes its side by itself. */
function open(url: string): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true }).on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return socket.resume()
}

/** Writes a byte again and again until the host has done this to the connection. */
async function dripUntil(event: 'end' | 'close', socket: Socket, next: () => string): Promise<void> {
  const timer = setInterval(() => socket.write(next()), DRIP)
  // After a reset there is no end, but a close.
  const over = new Promise<void>((resolve) => socket.once(event, resolve).once('close', resolve))
  await inTime(over, `The ${event} of a connection that drips`).finally(() => clearInterval(timer))
}

/** Several peers that send `first` at once and the rest byte by byte; how many seconds the last of them was there. */
async function dripAll(url: string, first: string, rest: string): Promise<number> {
  const began = performance.now()
  const drips = Array.from({ length: PEERS }, async () => {
    let sent = 0
    const socket = open(url)
    socket.write(first, 'latin1')
    await dripUntil('end', socket, () => rest.charAt(sent++ % rest.length))
  })
  await Promise.all(drips)
  return (performance.now() - began) / 1000
}

/** Several peers that are answered and told that the host has closed its side, and do not close theirs. */
async function neverClose(url: string, bytes: string): Promise<void> {
  const sockets = Array.from({ length: PEERS }, () => open(url))
  await Promise.all(
    sockets.map(async (socket) => {
      socket.write(bytes)
      await dripUntil('end', socket, () => '')
      // Our side is open: what is written is answered by a reset when the host has forgotten the connection.
      await dripUntil('close', socket, () => '\n')
    }),
  )
}

it('[SE14] [TR8] whoever sends byte by byte is gone in bounded time, and others sign in meanwhile', async () => {
  const { stomp, http } = host()
  const peers: Record<string, Promise<number>> = {
    'a CONNECT by TCP': dripAll(stomp, '', CONNECT),
    'ends of lines by TCP': dripAll(stomp, '', '\n'),
    'one byte by TCP': dripAll(stomp, 'C', ''),
    'a message by WebSocket': dripAll(http, UPGRADE + MESSAGE_HEAD, 'x'),
    'nothing by WebSocket': dripAll(http, UPGRADE, ''),
    'the head of an upgrade': dripAll(http, '', UPGRADE),
    'one byte of HTTP': dripAll(http, 'G', ''),
    'nothing by HTTP': dripAll(http, '', ''),
    'the body of a request': dripAll(http, POST, ' '),
  }
  const someone = await person(host(), '이웃')
  await someone.stomp.disconnect()
  for (const [what, gone] of Object.entries(peers))
    process.stdout.write(`slow peers: ${what}: gone after ${(await gone).toFixed(1)} s\n`)
})

it('[TR8] whoever never closes their side is cut off', async () => {
  const { stomp, http } = host()
  await Promise.all([
    neverClose(stomp, 'NONSENSE\n\n\0'),
    neverClose(http, UPGRADE.replace('/ws', '/nowhere')),
    neverClose(http, '\0\0\0\0\r\n\r\n'),
  ])
})
