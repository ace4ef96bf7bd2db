// The marks by which messages are recognised: where one is written into a frame, and where they stand in frames that come.

/** As a mark is written: a prefix, then the message's number as eight hex digits. A nonce may have these characters. */
export const MARK_BYTES = 14
const PREFIX = Buffer.from('bench.')
const ZERO = 0x30
const HEX = Buffer.from('0123456789abcdef')
const VALUES = new Uint8Array(256)
for (const [value, digit] of HEX.entries()) VALUES[digit] = value

/** A mark with room for any number, to be placed in a text. */
export const BLANK_MARK = PREFIX.toString() + '0'.repeat(MARK_BYTES - PREFIX.length)

/** Writes the number into the mark at `offset`. */
export function writeMark(bytes: Buffer, offset: number, number: number): void {
  for (let at = offset + MARK_BYTES - 1, rest = number; at >= offset + PREFIX.length; at -= 1, rest >>>= 4) {
    bytes[at] = HEX[rest & 15] ?? ZERO
  }
}

/** Where marks stand in `bytes`, from `start` to `end`. */
export function markOffsets(bytes: Buffer, start: number, end: number): number[] {
  const found: number[] = []
  let at = bytes.indexOf(PREFIX, start)
  while (at !== -1 && at + MARK_BYTES <= end) {
    if (hasNumber(bytes, at)) found.push(at)
    at = bytes.indexOf(PREFIX, at + PREFIX.length)
  }
  return found
}

/**
 * Reads the marks of one connection's frames. A frame that is as long as the one before, with marks at the same places,
 * needs no search; every other one is searched whole.
 */
export class MarkReader {
  readonly #onMark: (number: number) => void
  #length = -1
  #places: number[] = []

  /** `onMark` gets each mark's number, in the order in which they stand in the frames. */
  constructor(onMark: (number: number) => void) {
    this.#onMark = onMark
  }

  read(bytes: Buffer, start: number, end: number): void {
    if (end - start !== this.#length || !this.#holds(bytes, start)) {
      this.#places = markOffsets(bytes, start, end).map((offset) => offset - start)
      this.#length = end - start
    }
    for (const place of this.#places) this.#onMark(numberAt(bytes, start + place))
  }

  #holds(bytes: Buffer, start: number): boolean {
    for (const place of this.#places) if (!hasPrefix(bytes, start + place)) return false
    return true
  }
}

function hasPrefix(bytes: Buffer, offset: number): boolean {
  for (let i = 0; i < PREFIX.length; i += 1) if (bytes[offset + i] !== PREFIX[i]) return false
  return true
}

function hasNumber(bytes: Buffer, offset: number): boolean {
  return bytes.subarray(offset + PREFIX.length, offset + MARK_BYTES).every((digit) => HEX.includes(digit))
}

function numberAt(bytes: Buffer, offset: number): number {
  let number = 0
  for (let at = offset + PREFIX.length; at < offset + MARK_BYTES; at += 1) {
    number = (number << 4) | (VALUES[bytes[at] ?? 0] ?? 0)
  }
  return number >>> 0
}
