// What a WebSocket client must not send, and the code with which the server has to close (RFC 6455 §5, §7.4.1, §8.1).
import { LIMITS } from '../../../protocol/limits.ts'
import type { Random } from '../../support/random.ts'
import { OPCODES, clientFrame, type ClientFrame } from '../sessions/websocket-client-frames.ts'

export interface Breach {
  name: string
  codes: readonly number[]
  bytes(random: Random): Buffer
}

const PROTOCOL_ERROR = 1002
const NOT_UTF8 = 1007
const TOO_LARGE = 1009

/** A frame of an EOL, which is a heart-beat, but for what is said otherwise. */
function frame(random: Random, wrong: Partial<ClientFrame>): Buffer {
  return clientFrame({ opcode: OPCODES.text, final: true, payload: Buffer.from('\n'), ...wrong }, random)
}

function breach(name: string, code: number, wrong: (random: Random) => Partial<ClientFrame>): Breach {
  return { name, codes: [code], bytes: (random) => frame(random, wrong(random)) }
}

export const BREACHES: readonly Breach[] = [
  breach('reserved bits', PROTOCOL_ERROR, (random) => ({ reserved: 1 + random.below(7) })),
  breach('an unknown opcode', PROTOCOL_ERROR, (random) => ({ opcode: random.pick([3, 4, 5, 6, 7, 11, 15]) })),
  breach('no mask', PROTOCOL_ERROR, () => ({ masked: false })),
  breach('a continuation of nothing', PROTOCOL_ERROR, () => ({ opcode: OPCODES.continuation })),
  breach('a control frame in fragments', PROTOCOL_ERROR, (random) => ({
    opcode: control(random),
    final: false,
  })),
  breach('a long control frame', PROTOCOL_ERROR, (random) => ({
    opcode: control(random),
    payload: Buffer.alloc(126 + random.below(1_000)),
  })),
  breach('a close of one byte', PROTOCOL_ERROR, () => ({ opcode: OPCODES.close, payload: Buffer.from([3]) })),
  breach('a close code that nobody may send', PROTOCOL_ERROR, (random) => ({
    opcode: OPCODES.close,
    payload: closePayload(random.pick([0, 999, 1004, 1005, 1006, 1015, 2_999, 5_000, 65_535])),
  })),
  breach('a close reason that is no UTF-8', NOT_UTF8, () => ({
    opcode: OPCODES.close,
    payload: Buffer.concat([closePayload(1_000), Buffer.from([0xff])]),
  })),
  breach('a text that is no UTF-8', NOT_UTF8, (random) => ({
    payload: Buffer.from(random.pick([[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe1, 0x80]])),
  })),
  breach('a message over the limit', TOO_LARGE, (random) => ({
    payload: Buffer.alloc(0),
    length: LIMITS.messageBytes + 1 + random.below(1_000_000),
  })),
  breach('a length of 64 bits', TOO_LARGE, () => ({ payload: Buffer.alloc(0), length: 2 ** 53 })),
  {
    name: 'a message within a message',
    codes: [PROTOCOL_ERROR],
    bytes: (random) => Buffer.concat([frame(random, { final: false }), frame(random, {})]),
  },
]

function control(random: Random): number {
  return random.pick([OPCODES.close, OPCODES.ping, OPCODES.pong])
}

function closePayload(code: number): Buffer {
  return Buffer.from([code >> 8, code & 255])
}
