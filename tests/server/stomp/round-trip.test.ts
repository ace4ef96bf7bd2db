// Whatever the encoder writes, the decoder reads back, however it is cut.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decoder } from '../../../server/stomp/decoder.ts'
import { encode } from '../../../server/stomp/encoder.ts'
import { VERSIONS } from '../../../server/stomp/frame.ts'
import { atRandom } from '../../support/cuts.ts'
import { Random } from '../../support/random.ts'
import { frameOf, type GeneratedFrame } from './generated-frames.ts'
import { WIDE } from './reading.ts'

function decodeAll(pieces: Buffer[], version: (typeof VERSIONS)[number]): GeneratedFrame[] {
  const frames: GeneratedFrame[] = []
  const decoder = new Decoder(WIDE, ({ command, headers, body }) => {
    const sent = [...headers].filter(([name]) => name !== 'content-length')
    frames.push({ command, headers: sent, body: Buffer.from(body) })
  })
  decoder.version = version
  for (const piece of pieces) decoder.push(piece)
  return frames
}

describe.each(VERSIONS)('in STOMP %s', (version) => {
  it('[ST20] frames come back as they were, at any cut, with beats between them', () => {
    const frames = fc.array(frameOf(version), { maxLength: 5 })
    fc.assert(
      fc.property(frames, fc.nat(), (sent, seed) => {
        const bytes = Buffer.concat(sent.flatMap((frame) => [encode(frame, version), Buffer.from('\n')]))
        expect(decodeAll(atRandom(bytes, new Random(seed)), version)).toEqual(sent)
      }),
      { numRuns: 300 },
    )
  })
})
