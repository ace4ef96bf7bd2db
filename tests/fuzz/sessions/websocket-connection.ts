// A fuzzed client's connection over a WebSocket: text or binary, whole or in fragments, with control frames between them.
import { isUtf8 } from 'node:buffer'
import { askUpgrade } from '../../support/raw-websocket.ts'
import type { Random } from '../../support/random.ts'
import { OPCODES, ServerFrames, clientFrame } from './websocket-client-frames.ts'
import { socketConnection } from './tcp-connection.ts'
import type { Connection, Listener } from './world.ts'

/** A message cut into many pieces has no pings: ws hangs up on a client that sends more than 60 at once. */
const SMALL = 64

/** `http`: the host's address. */
export async function openWebSocketConnection(
  http: string,
  listener: Listener,
  random: Random,
): Promise<Connection> {
  const upgrade = await askUpgrade(`${http}/ws`, { 'Sec-WebSocket-Protocol': 'v12.stomp' })
  if (!('socket' in upgrade)) throw new Error(`The upgrade was refused with ${upgrade.status}.`)
  const { socket } = upgrade
  const text = random.onceIn(2)
  const frames = new ServerFrames((opcode, payload) => {
    if (opcode === OPCODES.text || opcode === OPCODES.binary) listener.hear(payload)
    if (opcode !== OPCODES.close || !socket.writable) return
    socket.end(clientFrame({ opcode, final: true, payload }, random))
  })
  socket.on('data', (bytes: Buffer) => frames.push(bytes))
  const connection = socketConnection(socket, listener, (bytes) => message(bytes, text, random))
  const goodbye = clientFrame({ opcode: OPCODES.close, final: true, payload: Buffer.from([3, 232]) }, random)
  return {
    ...connection,
    halfClose: () => false,
    close: () => void (socket.writable && socket.write(goodbye)),
  }
}

/** The bytes as one message. What is no UTF-8 cannot be a text (RFC 6455 §8.1). */
function message(bytes: Buffer, text: boolean, random: Random): Buffer {
  const opcode = text && isUtf8(bytes) ? OPCODES.text : OPCODES.binary
  if (!random.onceIn(4)) return clientFrame({ opcode, final: true, payload: bytes }, random)
  const half = random.below(bytes.length + 1)
  const ping = clientFrame({ opcode: OPCODES.ping, final: true, payload: Buffer.from('?') }, random)
  return Buffer.concat([
    clientFrame({ opcode, final: false, payload: bytes.subarray(0, half) }, random),
    ...(bytes.length > SMALL ? [ping] : []),
    clientFrame({ opcode: OPCODES.continuation, final: true, payload: bytes.subarray(half) }, random),
  ])
}
