// How STOMP frames reach the wires of SockJS, where a frame is one message of text: each with its length before it, so that
// what was gathered for one write can be taken apart again.
import { NO_TAIL, type Framing } from '../../broker/subscriber.ts'

const LENGTH_BYTES = 4

/** The length in front never leaves this computer. */
export const sockJsFraming: Framing = {
  takesBytes: false,
  tail: NO_TAIL,
  headLength: () => LENGTH_BYTES,
  writeHead: (target, offset, length) => {
    target.writeUInt32BE(length, offset)
  },
}

/** The frames in `framed`, which is a whole number of them, without copying. */
export function* framesIn(framed: Buffer): Generator<Buffer> {
  let at = 0
  while (at < framed.length) {
    const start = at + LENGTH_BYTES
    at = start + framed.readUInt32BE(at)
    yield framed.subarray(start, at)
  }
}
