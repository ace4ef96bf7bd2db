// Marks: what is written is found again, wherever and however often it stands in a frame.
import { describe, expect, it } from 'vitest'
import { BLANK_MARK, MarkReader, markOffsets, writeMark } from '../../../bench/load/marks.ts'

function frame(...numbers: number[]): Buffer {
  const bytes = Buffer.from(numbers.map(() => `{"nonce":"${BLANK_MARK}"}`).join(' '))
  markOffsets(bytes, 0, bytes.length).forEach((offset, index) =>
    writeMark(bytes, offset, numbers[index] ?? 0),
  )
  return bytes
}

function readAll(...frames: Buffer[]): number[] {
  const found: number[] = []
  const marks = new MarkReader((number) => found.push(number))
  for (const bytes of frames) marks.read(bytes, 0, bytes.length)
  return found
}

describe('marks', () => {
  it('are read as they were written', () => {
    expect(readAll(frame(0), frame(1), frame(0xffff_ffff))).toEqual([0, 1, 0xffff_ffff])
  })

  it('are all found in a frame that holds several', () => {
    expect(readAll(frame(1, 2, 3), frame(4, 5, 6))).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('are found where they stand elsewhere in a frame of the same length', () => {
    const [text, mark] = ['x'.repeat(30), frame(7).toString()]
    expect(readAll(Buffer.from(text + mark), Buffer.from(mark + text))).toEqual([7, 7])
  })

  it('are not seen in frames without them, nor beyond the end', () => {
    const bytes = frame(1)
    const found: number[] = []
    const marks = new MarkReader((number) => found.push(number))
    marks.read(bytes, 0, bytes.length - 3)
    marks.read(Buffer.from('MESSAGE\n\nbench. but no mark\0'), 0, 28)
    expect(found).toEqual([])
  })
})
