// The ways in which a network may cut one stream of bytes.
import type { Random } from './random.ts'

/** The bytes in pieces of `size`, each in memory of its own as a transport gives it. */
export function inPieces(bytes: Buffer, size: number): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(Buffer.from(bytes.subarray(at, at + size)))
  return pieces
}

/** The bytes cut at random places, some of the pieces empty. */
export function atRandom(bytes: Buffer, random: Random): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const size = random.onceIn(8) ? 0 : random.onceIn(2) ? 1 : 1 + random.below(40)
    pieces.push(Buffer.from(bytes.subarray(at, at + size)))
    at += size
  }
  return pieces
}
