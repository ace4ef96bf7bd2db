// What the queue copies and what it holds on to: linear in the bytes, however they are cut.
import { describe, expect, it, vi } from 'vitest'
import { ByteQueue } from '../../../server/stomp/byte-queue.ts'
import { Decoder } from '../../../server/stomp/decoder.ts'
import { inPieces } from '../../support/cuts.ts'
import { WIDE } from './reading.ts'

/** How many bytes are copied between buffers while `work` runs. */
function bytesCopied(work: () => void): number {
  const copy = vi.spyOn(Buffer.prototype, 'copy')
  work()
  const copied = copy.mock.results.reduce((sum, { value }) => sum + Number(value), 0)
  copy.mockRestore()
  return copied
}

const unread = ({ bytes, start, end }: ByteQueue): string => bytes.toString('latin1', start, end)

describe('ByteQueue', () => {
  it('[ST18] reads a chunk in place', () => {
    const queue = new ByteQueue()
    const chunk = Buffer.from('abcdef')
    expect(bytesCopied(() => queue.push(chunk))).toBe(0)
    const part = queue.take(3)
    expect(part.buffer).toBe(chunk.buffer)
    expect([part.toString(), unread(queue)]).toEqual(['abc', 'def'])
  })

  it('[ST18] gathers what is left over, and never writes again where it has given out', () => {
    const queue = new ByteQueue()
    queue.push(Buffer.from('abc'))
    queue.skip(1)
    queue.push(Buffer.from('def'))
    const part = queue.take(4)
    for (const more of ['g', 'h'.repeat(1_000)]) queue.push(Buffer.from(more))
    queue.take(1_002)
    for (const more of ['i', 'j']) queue.push(Buffer.from(more))
    expect(part.toString()).toBe('bcde')
  })

  it('[ST18] holds no large chunk for the few bytes that are left of it', () => {
    const queue = new ByteQueue()
    queue.push(Buffer.alloc(100_000, 'x'))
    queue.skip(99_990)
    queue.settle()
    expect(queue.bytes.length).toBeLessThan(1_000)
    expect(unread(queue)).toBe('x'.repeat(10))
    queue.skip(10)
    queue.settle()
    expect(queue.bytes.length).toBe(0)
  })

  it.each([1, 2, 13, 1_000])('[ST18] copies each byte a few times at most, in pieces of %i', (size) => {
    const pieces = inPieces(Buffer.alloc(60_000, 'x'), size)
    const queue = new ByteQueue()
    const copied = bytesCopied(() => pieces.forEach((piece) => queue.push(piece)))
    expect(queue.end - queue.start).toBe(60_000)
    expect(copied).toBeLessThan(4 * 60_000)
  })
})

describe('Decoder', () => {
  it('[ST18] looks at the bytes of a body once, and never past those that have come', () => {
    const pieces = inPieces(Buffer.from(`SEND\n\n${'x'.repeat(60_000)}\0`), 1)
    const searched = vi.spyOn(Buffer.prototype, 'indexOf')
    const decoder = new Decoder(WIDE, () => {})
    for (const piece of pieces) decoder.push(piece)
    const bytes = searched.mock.contexts.reduce(
      (sum: number, searchedIn) => sum + (searchedIn as Buffer).length,
      0,
    )
    searched.mockRestore()
    expect(bytes).toBeLessThan(2 * 60_000)
  })
})
