// Floods in the bytes of WebSocket itself: messages that are never whole, and very many very small ones.
import { once } from 'node:events'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Attack, Target } from '../attack.ts'
import { flood, watch } from './peers.ts'

/** Each sends all but the last bytes of the largest message that it may send, and waits. */
export const partsOfMessages: Attack = async (target) => {
  const sockets = await upgradeMany(target, 190)
  const length = LIMITS.messageBytes
  const part = Buffer.alloc(length - 1, 'x')
  for (const socket of sockets) {
    socket.write(head(0x82, length))
    socket.write(part)
  }
  return watch(sockets, [])
}

/** Each sends messages of one end of line. */
export const smallMessages: Attack = async (target) => {
  const sockets = await upgradeMany(target, 40)
  for (const socket of sockets) flood(socket, Buffer.concat([head(0x82, 1), Buffer.from('\n')]))
  return watch(sockets, [])
}

/** Each sends pongs that nobody has asked for (RFC 6455 §5.5.3). */
export const pongs: Attack = async (target) => {
  const sockets = await upgradeMany(target, 40)
  for (const socket of sockets) flood(socket, head(0x8a, 0))
  return watch(sockets, [])
}

async function upgradeMany(target: Target, count: number): Promise<Socket[]> {
  const sockets = await Promise.all(Array.from({ length: count }, () => upgrade(target)))
  return sockets.filter((socket) => socket !== null)
}

async function upgrade({ http, from }: Target): Promise<Socket | null> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
  }
  const asked = request(`${http}/ws`, { headers, localAddress: from })
  const refused = once(asked, 'response').then(() => null)
  const upgraded = once(asked, 'upgrade').then(([, socket]) => (socket as Socket).on('error', () => {}))
  asked.end()
  return Promise.race([refused, upgraded])
}

/** The head of a client's frame, masked with zeros (RFC 6455 §5.2). `first`: FIN and opcode. */
function head(first: number, length: number): Buffer {
  if (length < 126) return Buffer.from([first, 0x80 | length, 0, 0, 0, 0])
  const bytes = Buffer.alloc(14)
  bytes.writeUInt8(first, 0)
  bytes.writeUInt8(0x80 | 127, 1)
  bytes.writeBigUInt64BE(BigInt(length), 2)
  return bytes
}
