// WebSocket messages found in bytes that were cut anywhere.
import { describe, expect, it } from 'vitest'
import { MessageReader } from '../../../bench/load/message-reader.ts'
import { textFraming } from '../../../server/transport/websocket-framing.ts'

const CLOSE = Buffer.from([0x88, 0x00])

function message(length: number): Buffer {
  const head = Buffer.alloc(textFraming.headLength(length))
  textFraming.writeHead(head, 0, length)
  return Buffer.concat([head, Buffer.alloc(length, 'a')])
}

/** The lengths of the messages, and -1 for a close. */
function lengths(chunks: Iterable<Buffer>): number[] {
  const seen: number[] = []
  const reader = new MessageReader(
    (bytes, start, end) =>
      seen.push(bytes.subarray(start, end).every((byte) => byte === 97) ? end - start : NaN),
    () => seen.push(-1),
  )
  for (const chunk of chunks) reader.push(chunk, chunk.length)
  return seen
}

describe('the reader of messages', () => {
  const sizes = [0, 1, 125, 126, 700, 65_535, 65_536, 5]
  const stream = Buffer.concat([...sizes.map(message), CLOSE])

  it('finds them in one piece', () => {
    expect(lengths([stream])).toEqual([...sizes, -1])
  })

  it.each([1, 2, 3, 7, 127, 4_096])('finds them in pieces of %i bytes', (size) => {
    const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
      stream.subarray(index * size, (index + 1) * size),
    )
    expect(lengths(chunks)).toEqual([...sizes, -1])
  })
})
