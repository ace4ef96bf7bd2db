// Turns bytes, however they were cut, into frames: a loop over three short states. No I/O, no timers.
import { ByteQueue } from './byte-queue.ts'
import { parseContentLength } from './content-length.ts'
import { FrameError, type Frame, type Headers, type StompVersion } from './frame.ts'
import { findHeadEnd, parseHead } from './head.ts'

const LF = 0x0a
const CR = 0x0d
const NUL = 0x00
const NOTHING = Buffer.alloc(0)

/** What one frame may hold. Bytes, but for `headerCount`. */
export interface FrameLimits {
  headerBytes: number
  headerCount: number
  bodyBytes: number
}

/** Only these may have a body (STOMP 1.2, Body). In 1.0 that of another is ignored (STOMP 1.0, SUBSCRIBE). */
const WITH_BODY: readonly string[] = ['SEND', 'MESSAGE', 'ERROR']

type State =
  | { at: 'between' }
  | { at: 'head' }
  | { at: 'body'; command: string; headers: Headers; contentLength: number | null }

const BETWEEN: State = { at: 'between' }
const HEAD: State = { at: 'head' }

/**
 * One peer's stream of frames. Frames that arrived before a fault are handed on before it is thrown; after a throw the
 * decoder must not be used again. Time and memory are linear in the bytes, whatever their cuts.
 */
export class Decoder {
  /** Set when the version is agreed; until then the rules of 1.2 hold, whose CONNECT every version can read. */
  version: StompVersion = '1.2'
  readonly #limits: FrameLimits
  readonly #onFrame: (frame: Frame) => void
  readonly #queue = new ByteQueue()
  #state = BETWEEN
  /** How far into the current head or body the search for its end has come. */
  #searched = 0
  #paused = false

  constructor(limits: FrameLimits, onFrame: (frame: Frame) => void) {
    this.#limits = limits
    this.#onFrame = onFrame
  }

  /** Bytes that are kept because their frame is not whole yet, or because of a pause. */
  get unread(): number {
    return this.#queue.end - this.#queue.start
  }

  /** Takes the next bytes and hands on each frame they complete. Throws FrameError. */
  push(chunk: Buffer): void {
    this.#queue.push(chunk)
    this.#read()
  }

  /** Hands on no more frames, also when called for one of several that came together. What arrives is kept. */
  pause(): void {
    this.#paused = true
  }

  /** Goes on with what was kept. Not to be called while a frame is handed on. Throws FrameError. */
  resume(): void {
    this.#paused = false
    this.#read()
  }

  #read(): void {
    while (!this.#paused && this.#step()) {
      // Each step consumes what it can and says whether there is more to do.
    }
    if (!this.#paused) this.#queue.settle()
  }

  #step(): boolean {
    switch (this.#state.at) {
      case 'between':
        return this.#skipEols()
      case 'head':
        return this.#readHead()
      case 'body':
        return this.#readBody(this.#state)
    }
  }

  /** EOLs between frames are heart-beats or padding (STOMP 1.2, Heart-beating; Augmented BNF). */
  #skipEols(): boolean {
    const { bytes, start, end } = this.#queue
    let at = start
    while (at < end && (bytes[at] === LF || (bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF)))
      at += 1
    this.#queue.skip(at - start)
    if (at === end || (bytes[at] === CR && at + 1 === end)) return false
    return this.#enter(HEAD)
  }

  #readHead(): boolean {
    const { bytes, start, end } = this.#queue
    const span = findHeadEnd(bytes, start + this.#searched, end)
    // The blank line may be cut after its first one or two bytes, which are not the head's.
    const length = (span?.end ?? Math.max(start, end - 2)) - start
    if (length > this.#limits.headerBytes) {
      throw new FrameError('FRAME_TOO_LARGE', `A frame's headers are over ${this.#limits.headerBytes} bytes.`)
    }
    if (span === null) {
      this.#searched = length
      return false
    }
    const { command, headers } = parseHead(bytes, start, span.end, this.#limits.headerCount, this.version)
    this.#queue.skip(span.bodyStart - start)
    return this.#enter({ at: 'body', command, headers, contentLength: this.#contentLength(headers) })
  }

  /** The announced length of the body; null where the body ends at the first NUL. */
  #contentLength(headers: Headers): number | null {
    const text = headers.get('content-length')
    if (text === undefined) return null
    const length = parseContentLength(text)
    if (length === null) throw new FrameError('BAD_FRAME', 'content-length is not a number.', headers)
    this.#checkBody(length, headers)
    return length
  }

  #readBody({ command, headers, contentLength }: Extract<State, { at: 'body' }>): boolean {
    const { bytes, start, end } = this.#queue
    const length = contentLength ?? this.#findNul(headers)
    if (length === null || start + length >= end) return false
    if (bytes[start + length] !== NUL)
      throw new FrameError('BAD_FRAME', `No NUL follows the ${length} bytes of content-length.`, headers)
    const body = this.#bodyFor(command, headers, this.#queue.take(length))
    this.#queue.skip(1)
    this.#enter(BETWEEN)
    this.#onFrame({ command, headers, body })
    return true
  }

  #bodyFor(command: string, headers: Headers, body: Buffer): Buffer {
    if (body.length === 0 || WITH_BODY.includes(command)) return body
    if (this.version === '1.0') return NOTHING
    throw new FrameError('BAD_FRAME', `${command} must not have a body.`, headers)
  }

  #findNul(headers: Headers): number | null {
    const { bytes, start, end } = this.#queue
    const from = start + this.#searched
    // Not in `bytes` itself: behind `end` it may be long, and would be searched again for every chunk.
    const at = bytes.subarray(from, end).indexOf(NUL)
    this.#searched = at === -1 ? end - start : this.#searched + at
    this.#checkBody(this.#searched, headers)
    return at === -1 ? null : this.#searched
  }

  #checkBody(length: number, headers: Headers): void {
    if (length <= this.#limits.bodyBytes) return
    throw new FrameError(
      'FRAME_TOO_LARGE',
      `A frame's body is over ${this.#limits.bodyBytes} bytes.`,
      headers,
    )
  }

  #enter(state: State): true {
    this.#state = state
    this.#searched = 0
    return true
  }
}
