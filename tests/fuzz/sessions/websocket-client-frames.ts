// WebSocket frames as a client writes and reads them (RFC 6455 §5.2), by hand: so that they can be wrong too.
import type { Random } from '../../support/random.ts'

export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** `opcode`, `reserved` and `length` may be what no client should send; `length` null is the payload's. */
export interface ClientFrame {
  opcode: number
  final: boolean
  payload: Buffer
  reserved?: number
  masked?: boolean
  length?: number | null
}

/** The frame's bytes, masked unless it says otherwise (RFC 6455 §5.3). */
export function clientFrame(frame: ClientFrame, random: Random): Buffer {
  const { opcode, final, payload, reserved = 0, masked = true, length = null } = frame
  const first = (final ? 0x80 : 0) | ((reserved & 7) << 4) | (opcode & 15)
  const head = Buffer.concat([Buffer.from([first]), lengthBytes(length ?? payload.length, masked)])
  if (!masked) return Buffer.concat([head, payload])
  const mask = Buffer.from([random.below(256), random.below(256), random.below(256), random.below(256)])
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))])
}

function lengthBytes(length: number, masked: boolean): Buffer {
  const bit = masked ? 0x80 : 0
  if (length < 126) return Buffer.from([bit | length])
  const bytes = Buffer.alloc(length < 65_536 ? 3 : 9)
  bytes[0] = bit | (length < 65_536 ? 126 : 127)
  if (length < 65_536) bytes.writeUInt16BE(length, 1)
  else bytes.writeBigUInt64BE(BigInt(length), 1)
  return bytes
}

/** Reads the server's frames: never masked, never in fragments. Calls back with each one's opcode and payload. */
export class ServerFrames {
  readonly #onFrame: (opcode: number, payload: Buffer) => void
  #unread: Buffer = Buffer.alloc(0)

  constructor(onFrame: (opcode: number, payload: Buffer) => void) {
    this.#onFrame = onFrame
  }

  /** Throws where the server breaks the protocol. */
  push(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes])
    for (let size = this.#whole(); size !== null; size = this.#whole()) {
      const frame = this.#unread.subarray(0, size)
      this.#unread = this.#unread.subarray(size)
      const [first = 0] = frame
      if ((first & 0xf0) !== 0x80) throw new Error('The server sent a fragment, or reserved bits.')
      this.#onFrame(first & 15, frame.subarray(headLength(frame)))
    }
  }

  /** The length of the next frame; null while not all of it is here. */
  #whole(): number | null {
    const bytes = this.#unread
    if (bytes.length < 2 || bytes.length < headLength(bytes)) return null
    const size = headLength(bytes) + payloadLength(bytes)
    return bytes.length < size ? null : size
  }
}

function headLength(frame: Buffer): number {
  const short = (frame[1] ?? 0) & 0x7f
  if ((frame[1] ?? 0) & 0x80) throw new Error('The server masked a frame.')
  return short === 127 ? 10 : short === 126 ? 4 : 2
}

function payloadLength(frame: Buffer): number {
  const short = (frame[1] ?? 0) & 0x7f
  if (short === 127) return Number(frame.readBigUInt64BE(2))
  return short === 126 ? frame.readUInt16BE(2) : short
}
