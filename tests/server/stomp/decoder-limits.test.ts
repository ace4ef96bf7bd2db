// What a frame may hold: at each limit, and one past it.
import { describe, expect, it } from 'vitest'
import { Decoder } from '../../../server/stomp/decoder.ts'
import type { Headers } from '../../../server/stomp/frame.ts'
import { inPieces } from '../../support/cuts.ts'
import { heapInUse } from '../../support/heap-in-use.ts'
import { SMALL, WIDE, read } from './reading.ts'

/** A head of exactly that many bytes, its blank line not counted. */
const headOf = (bytes: number, eol = '\n'): string => {
  const start = `SEND${eol}a:`
  return start + 'x'.repeat(bytes - start.length)
}
const TOO_LARGE = { frames: [], fault: 'FRAME_TOO_LARGE' }

/** Whole, byte by byte and in pieces that fall in with nothing. */
function everyCut(text: string): ReturnType<typeof read>[] {
  const bytes = Buffer.from(text)
  return [[bytes], inPieces(bytes, 1), inPieces(bytes, 5)].map((pieces) => read(pieces, '1.2', SMALL))
}

describe('a head', () => {
  it.each([
    ['LF', headOf(SMALL.headerBytes), '\n\n'],
    // The CR before the blank line belongs to the head's last line.
    ['CR LF', headOf(SMALL.headerBytes - 1, '\r\n'), '\r\n\r\n'],
  ])('[ST16] of as many bytes as may be is taken, with %s', (_eol, head, blankLine) => {
    for (const { frames, fault } of everyCut(`${head}${blankLine}\0`)) {
      expect(fault).toBeNull()
      expect(frames).toHaveLength(1)
    }
  })

  it('[ST16] of one byte more is not', () => {
    for (const reading of everyCut(`${headOf(SMALL.headerBytes + 1)}\n\n\0`))
      expect(reading).toEqual(TOO_LARGE)
  })

  it('[ST16] that does not end is told before it has come whole', () => {
    for (const reading of everyCut('X'.repeat(SMALL.headerBytes + 3))) expect(reading).toEqual(TOO_LARGE)
  })

  it('[ST16] of as many headers as may be is taken, of one more not', () => {
    const headers = (count: number) => 'a:\n'.repeat(count)
    for (const { frames } of everyCut(`SEND\n${headers(SMALL.headerCount)}\n\0`))
      expect(frames).toHaveLength(1)
    for (const reading of everyCut(`SEND\n${headers(SMALL.headerCount + 1)}\n\0`)) {
      expect(reading).toEqual(TOO_LARGE)
    }
  })
})

describe('a long head', () => {
  const long = (said: string) => Buffer.from(`SEND\n${said}\ndestination:${'x'.repeat(16_000)}\n\n\0`)

  it('[ST18] holds no more in memory than what it says', () => {
    const held: Headers[] = []
    const decoder = new Decoder(WIDE, ({ headers }) => held.push(headers))
    const before = heapInUse()
    for (let count = 0; count < 500; count += 1) decoder.push(long(`destination:/app/rooms/${count}/talk`))
    expect((heapInUse() - before) / held.length).toBeLessThan(2_000)
  })

  it('[ST7] [ST12] says what any other says', () => {
    const { frames } = read([long('destination:/app/방/😀\nempty:')])
    expect(frames[0]?.headers).toEqual({ destination: '/app/방/😀', empty: '' })
  })
})

describe('a body', () => {
  const full = 'x'.repeat(SMALL.bodyBytes)

  it('[ST16] of as many bytes as may be is taken, announced or not', () => {
    for (const head of ['SEND\n\n', `SEND\ncontent-length:${full.length}\n\n`]) {
      for (const { frames } of everyCut(`${head}${full}\0`)) expect(frames).toMatchObject([{ body: full }])
    }
  })

  it('[ST16] of one byte more is not, announced or not', () => {
    for (const head of ['SEND\n\n', `SEND\ncontent-length:${full.length + 1}\n\n`]) {
      for (const reading of everyCut(`${head}${full}x\0`)) expect(reading).toEqual(TOO_LARGE)
    }
  })

  it.each(['33', '9'.repeat(40)])('[ST16] announced as %s bytes is told at its announcement', (length) => {
    for (const reading of everyCut(`SEND\ncontent-length:${length}\n\n`)) expect(reading).toEqual(TOO_LARGE)
  })
})

describe('a decoder that is paused', () => {
  const frames = Buffer.from('SEND\n\n1\0SEND\n\n2\0SEND\n\n3\0')

  function pausingAfterEach() {
    const bodies: string[] = []
    const decoder: Decoder = new Decoder(SMALL, ({ body }) => {
      bodies.push(body.toString())
      decoder.pause()
    })
    return { decoder, bodies }
  }

  it('[ST19] hands on nothing more of what came together, and all of it when it goes on', () => {
    const { decoder, bodies } = pausingAfterEach()
    decoder.push(frames)
    expect(bodies).toEqual(['1'])
    decoder.resume()
    expect(bodies).toEqual(['1', '2'])
    decoder.resume()
    expect(bodies).toEqual(['1', '2', '3'])
  })

  it('[ST19] keeps what arrives meanwhile', () => {
    const { decoder, bodies } = pausingAfterEach()
    for (const piece of inPieces(frames, 1)) decoder.push(piece)
    for (let turn = 0; turn < 4; turn += 1) decoder.resume()
    expect(bodies).toEqual(['1', '2', '3'])
  })
})
