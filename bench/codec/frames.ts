// Frames to decode, as bytes, and ways to cut them up.

/** What a client of this program sends most: a talk, with the headers that stompjs gives it. */
const HEAD = ['SEND', 'destination:/app/rooms/r4Jq0Zc2/talk', 'receipt:1024', 'content-type:application/json']

/** One frame of exactly so many bytes, its NUL included. */
export function frameOf(bytes: number): Buffer {
  const withBody = (length: number): string =>
    `${HEAD.join('\n')}\ncontent-length:${length}\n\n${'x'.repeat(length)}\0`
  const rest = bytes - withBody(0).length
  // The length itself takes a byte for each digit beyond the first.
  return Buffer.from(withBody(rest - (String(rest).length - 1)))
}

/** A frame whose body has so many bytes and ends at the NUL, which has to be looked for. */
export function frameWithBody(bytes: number): Buffer {
  return Buffer.from(`${HEAD.join('\n')}\n\n${'x'.repeat(bytes)}\0`)
}

/** The frame again and again, for about so many bytes, and once at least. */
export function repeated(frame: Buffer, bytes: number): Buffer {
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / frame.length) }, () => frame))
}

/** The bytes in pieces of this size; the last one may be shorter. */
export function cut(stream: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
    stream.subarray(index * size, (index + 1) * size),
  )
}
