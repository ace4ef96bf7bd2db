// WebSocket message headers as a server sends them: one unfragmented, unmasked message a STOMP frame (RFC 6455 §5.2).
import { NO_TAIL, type Framing } from '../broker/subscriber.ts'

const FIN = 0x80
const TEXT = 0x1
const BINARY = 0x2

/** For clients that speak in text messages, which must be UTF-8 (RFC 6455 §5.6): what is not goes in binary ones. */
export const textFraming: Framing = websocketFraming(TEXT)
/** For clients that speak in binary messages. */
export const binaryFraming: Framing = websocketFraming(BINARY)

function websocketFraming(opcode: number): Framing {
  return {
    takesBytes: true,
    tail: NO_TAIL,
    headLength: (length) => (length < 126 ? 2 : length < 65_536 ? 4 : 10),
    writeHead: (target, offset, length, isText = true) => {
      target[offset] = FIN | (isText ? opcode : BINARY)
      if (length < 126) {
        target[offset + 1] = length
      } else if (length < 65_536) {
        target[offset + 1] = 126
        target.writeUInt16BE(length, offset + 2)
      } else {
        target[offset + 1] = 127
        target.writeBigUInt64BE(BigInt(length), offset + 2)
      }
    },
  }
}
