// The bytes that have arrived and are not yet read. Whole frames in one chunk are read in place, without a copy.

const EMPTY = Buffer.alloc(0)

/** Between `start` and `end` of `bytes` lies what is unread; both move, and `bytes` may be another buffer after `push`. */
export class ByteQueue {
  bytes: Buffer = EMPTY
  start = 0
  end = 0
  /** Whether `bytes` is ours to write to, or the chunk as the transport gave it. */
  #owned = false

  /** Adds a chunk. It is used as it is where nothing is left over; otherwise appended, each byte copied O(1) times. */
  push(chunk: Buffer): void {
    if (this.start === this.end) {
      this.bytes = chunk
      this.start = 0
      this.end = chunk.length
      this.#owned = false
      return
    }
    this.#reserve(chunk.length)
    chunk.copy(this.bytes, this.end)
    this.end += chunk.length
  }

  skip(count: number): void {
    this.start += count
  }

  /** The next `count` bytes, read: a view of the chunk they came in, or of where they were gathered. Neither is written there again. */
  take(count: number): Buffer {
    const from = this.start
    this.start += count
    return this.bytes.subarray(from, this.start)
  }

  /** Called when reading pauses: what is left over is copied, so that no large chunk is held for a few bytes. */
  settle(): void {
    if (this.start === this.end) {
      this.bytes = EMPTY
      this.start = 0
      this.end = 0
    } else if (!this.#owned) {
      this.#reserve(0)
    }
  }

  /** Makes room behind `end`, in a buffer of ours that doubles as it grows. */
  #reserve(count: number): void {
    if (this.#owned && this.end + count <= this.bytes.length) return
    const unread = this.end - this.start
    const grown = Buffer.allocUnsafeSlow(Math.max(256, 2 * unread + count))
    this.bytes.copy(grown, 0, this.start, this.end)
    this.bytes = grown
    this.start = 0
    this.end = unread
    this.#owned = true
  }
}
