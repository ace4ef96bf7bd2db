// Finds the WebSocket messages in a server's bytes (RFC 6455 §5.2), in place where they came whole. It expects what a
// server under load sends: messages in one piece, unmasked, and a close.

const CLOSE = 0x8

export class MessageReader {
  readonly #onMessage: (bytes: Buffer, start: number, end: number) => void
  readonly #onClose: () => void
  /** A message that has come in part, and how much of it. */
  #partial = Buffer.allocUnsafe(0)
  #held = 0

  /** `onMessage` gets the payload from `start` to `end` of a buffer that it may not keep. */
  constructor(onMessage: (bytes: Buffer, start: number, end: number) => void, onClose: () => void) {
    this.#onMessage = onMessage
    this.#onClose = onClose
  }

  push(chunk: Buffer, length: number): void {
    let at = this.#held > 0 ? this.#complete(chunk, length) : 0
    for (let size = sizeAt(chunk, at, length); at + size <= length; size = sizeAt(chunk, at, length)) {
      this.#take(chunk, at, at + size)
      at += size
    }
    if (at < length) this.#hold(chunk, at, length)
  }

  /** Adds to the message that is held until it is whole. Returns where the chunk goes on. */
  #complete(chunk: Buffer, length: number): number {
    let at = 0
    for (let missing = this.#missing(); missing > 0; missing = this.#missing()) {
      if (at === length) return at
      const stop = Math.min(length, at + missing)
      this.#hold(chunk, at, stop)
      at = stop
    }
    const size = this.#held
    this.#held = 0
    this.#take(this.#partial, 0, size)
    return at
  }

  /** Bytes that the message in hand needs still, as far as is known; its head comes first. */
  #missing(): number {
    const size = sizeAt(this.#partial, 0, this.#held)
    return size === Infinity ? 1 : size - this.#held
  }

  #hold(chunk: Buffer, start: number, stop: number): void {
    const needed = this.#held + stop - start
    if (this.#partial.length < needed) {
      const grown = Buffer.allocUnsafeSlow(2 * needed)
      this.#partial.copy(grown, 0, 0, this.#held)
      this.#partial = grown
    }
    chunk.copy(this.#partial, this.#held, start, stop)
    this.#held = needed
  }

  #take(bytes: Buffer, start: number, end: number): void {
    if (((bytes[start] ?? 0) & 0xf) === CLOSE) this.#onClose()
    else this.#onMessage(bytes, start + headLength(bytes[start + 1] ?? 0), end)
  }
}

/** The whole length of the message at `at`, its head included; Infinity while its head has not come. */
function sizeAt(bytes: Buffer, at: number, end: number): number {
  if (at + 2 > end) return Infinity
  const short = bytes[at + 1] ?? 0
  const head = headLength(short)
  if (at + head > end) return Infinity
  if (head === 2) return head + short
  return head + (head === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2)))
}

function headLength(short: number): number {
  return short < 126 ? 2 : short === 126 ? 4 : 10
}
