// Streams of bytes that went wrong somewhere: the decoder reads them or throws FrameError, never anything else.
import { describe, expect, it } from 'vitest'
import { Decoder } from '../../server/stomp/decoder.ts'
import { encode } from '../../server/stomp/encoder.ts'
import { escapes } from '../../server/stomp/escape.ts'
import { FrameError, VERSIONS } from '../../server/stomp/frame.ts'
import { atRandom } from '../support/cuts.ts'
import { Random, seedFor } from '../support/random.ts'
import { FIXTURES } from '../server/stomp/fixtures.ts'
import { SMALL, WIDE, read } from '../server/stomp/reading.ts'

const RUNS = 4_000
const COMMANDS = ['CONNECT', 'SEND', 'SUBSCRIBE', 'MESSAGE', 'DISCONNECT']
const WORDS = ['', 'a', 'content-length', '가나다', '\\', ':', '\r', '👍', '0', '7', '99999999999', ' ']
const SPOILERS = [
  Buffer.from('\0'),
  Buffer.from('\n\n'),
  Buffer.from('\r\n'),
  Buffer.from([0xff, 0xc0]),
  Buffer.from('\\'),
]

/** A stream of frames that may be right. */
function stream(random: Random): Buffer {
  if (random.onceIn(3)) return Buffer.concat([1, 2, 3].map(() => Buffer.from(random.pick(FIXTURES).bytes)))
  const frames = Array.from({ length: 1 + random.below(4) }, () => {
    const headers = Array.from(
      { length: random.below(4) },
      () => `${random.pick(WORDS)}:${random.pick(WORDS)}\n`,
    )
    return `${random.pick(COMMANDS)}\n${headers.join('')}\n${random.pick(WORDS).repeat(random.below(9))}\0`
  })
  return Buffer.from(frames.join(random.pick(['', '\n', '\r\n'])))
}

/** Some bytes changed, cut out, doubled or put in. */
function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = Buffer.from(bytes)
  for (let count = random.below(4); count > 0 && mutated.length > 0; count -= 1) {
    const at = random.below(mutated.length)
    const end = Math.min(mutated.length, at + 1 + random.below(8))
    const middle = random.pick([
      Buffer.from([random.below(256)]),
      random.pick(SPOILERS),
      Buffer.alloc(0),
      Buffer.concat([mutated.subarray(at, end), mutated.subarray(at, end)]),
    ])
    mutated = Buffer.concat([mutated.subarray(0, at), middle, mutated.subarray(random.onceIn(2) ? at : end)])
  }
  return mutated
}

describe('mutated streams', { timeout: 60_000 }, () => {
  const seed = seedFor('mutated streams')

  it('[ST1] [ST17] are read, or thrown out with FrameError, the same at every cut', () => {
    for (let turn = 0; turn < RUNS; turn += 1) {
      const random = new Random(seed + turn)
      const bytes = mutate(stream(random), random)
      const version = random.pick(VERSIONS)
      const limits = random.pick([SMALL, WIDE])
      const whole = read([bytes], version, limits)
      expect(read(atRandom(bytes, random), version, limits), `SEED=${seed + turn}`).toEqual(whole)
    }
  })

  it('[ST20] that could be read are written and read again as they were', () => {
    for (let turn = 0; turn < RUNS; turn += 1) {
      const random = new Random(seed + turn)
      const { frames } = read([mutate(stream(random), random)])
      // Without escapes not all that can be read can be written.
      for (const { command, headers, body } of frames.filter(({ command }) => escapes(command, '1.2'))) {
        const { 'content-length': _length, ...rest } = headers
        const again = read([encode({ command, headers: Object.entries(rest), body }, '1.2')])
        expect(again.fault, `SEED=${seed + turn}`).toBeNull()
        expect(again.frames).toMatchObject([{ command, headers: rest, body }])
      }
    }
  })
})

describe('endless streams', () => {
  const NEVER_ENDING = ['A', 'SEND\n', 'SEND\na:', 'SEND\n\n', 'SEND\ncontent-length:30\n\n', '\n', '\r\n']

  it.each(NEVER_ENDING)(
    '[ST16] [ST18] after %j never make the decoder hold more than its limits',
    (start) => {
      const random = new Random(seedFor(`endless after ${JSON.stringify(start)}`))
      let held = 0
      const decoder = new Decoder(SMALL, () => {})
      const chunk = Buffer.from(
        start.endsWith('\n') && start.trim() === '' ? start : random.pick(['x', 'a:b', '\r']),
      )
      const push = (): void => {
        decoder.push(Buffer.from(start))
        for (let count = 0; count < 10_000; count += 1) {
          decoder.push(chunk)
          held += start.trim() === '' ? 0 : chunk.length
          expect(held).toBeLessThan(2 * (SMALL.headerBytes + SMALL.bodyBytes))
        }
      }
      if (start.trim() === '') push()
      else expect(push).toThrow(FrameError)
    },
  )
})
