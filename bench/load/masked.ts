// A client's WebSocket message (RFC 6455 §5.3). The mask is zero, which is a mask too and leaves the text as it is: the
// client saves the work, the server does all of its own.

const FIN_TEXT = 0x81
const MASKED = 0x80
const MASK_BYTES = 4

/** The text as one masked message. */
export function maskedMessage(text: string): Buffer {
  const payload = Buffer.from(text)
  const long = payload.length >= 126
  if (payload.length >= 65_536) throw new RangeError('The load client sends no message of 64 KiB or more.')
  const head = Buffer.alloc((long ? 4 : 2) + MASK_BYTES)
  head[0] = FIN_TEXT
  head[1] = MASKED | (long ? 126 : payload.length)
  if (long) head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, payload])
}
