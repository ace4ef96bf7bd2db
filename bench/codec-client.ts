// The codec's measurement as a process of its own, so that it can have a CPU of its own. Writes a CodecOutcome as one line of JSON.
import { ours, stompjs, type Codec } from './codec/codecs.ts'
import { cut, frameOf, frameWithBody, repeated } from './codec/frames.ts'
import type { CodecOutcome, Duel, Linearity } from './codec/plan.ts'
import { timeInTurns } from './codec/stopwatch.ts'

const KIB = 1_024
const FRAME = frameOf(200)
/** So many bytes are read before a decoder is replaced by a new one. */
const STREAM = repeated(FRAME, 256 * KIB)
const MESSAGE = {
  headers: {
    subscription: 'sub-0',
    'message-id': '8812-1024',
    destination: '/topic/rooms/r4Jq0Zc2',
    'content-type': 'application/json',
  },
  body: 'x'.repeat(68),
}

const outcome: CodecOutcome = {
  duels: [
    decoding('decode frames of 200 bytes, one a chunk', cut(STREAM, FRAME.length)),
    decoding('decode frames of 200 bytes, in chunks of 64 KiB', cut(STREAM, 64 * KIB)),
    encoding('encode frames of 200 bytes'),
  ],
  linearity: linearity(
    [1, 4, 16, 64].map((size) => size * KIB),
    [1, 100, 64 * KIB],
  ),
}
process.stdout.write(`${JSON.stringify(outcome)}\n`)

function decoding(title: string, chunks: readonly Buffer[]): Duel {
  const frames = STREAM.length / FRAME.length
  const read = (codec: Codec) => () => {
    if (codec.decode(chunks) !== frames) throw new Error('A decoder missed frames.')
  }
  return duel(title, read, frames, 10)
}

function encoding(title: string): Duel {
  const write = (codec: Codec) => () => {
    if (codec.encode(MESSAGE) !== FRAME.length) throw new Error('An encoder wrote something else.')
  }
  return duel(title, write, 1, null)
}

function duel(title: string, work: (codec: Codec) => () => void, frames: number, goal: number | null): Duel {
  const [mine = NaN, other = NaN] = timeInTurns([work(ours), work(stompjs)])
  return { title, ours: (frames * 1e9) / mine, theirs: (frames * 1e9) / other, goal }
}

function linearity(bodies: readonly number[], chunks: readonly number[]): Linearity {
  const streams = bodies.map((bytes) => repeated(frameWithBody(bytes), 256 * KIB))
  const rows = chunks.map((chunk) => {
    const times = timeInTurns(streams.map((stream) => reading(cut(stream, chunk))))
    return { chunk, nanoseconds: times.map((time, index) => time / (streams[index]?.length ?? NaN)) }
  })
  return { bodies, rows }
}

function reading(chunks: readonly Buffer[]): () => void {
  return () => {
    if (ours.decode(chunks) === 0) throw new Error('The decoder missed frames.')
  }
}
