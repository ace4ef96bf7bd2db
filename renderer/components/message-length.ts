// How much more can be written, as the host will count it.
import { LIMITS } from '../../protocol/limits.ts'
import { graphemes } from '../../protocol/text.ts'

/** The count is shown when fewer characters than this are left. */
const NEAR = 200
/** Of a frame's body, what the nonce and the names of the fields take, generously. */
const ENVELOPE_BYTES = 256

/**
 * Characters that are left, or by how many it is too much (below 0); null while the end is far. A text of very long
 * characters can be too large for a frame before it has too many of them: that counts as one too many.
 */
export function charactersLeft(text: string): number | null {
  if (!fitsFrame(text)) return -1
  // A grapheme cluster has one UTF-16 unit at least.
  if (text.length < LIMITS.messageLength - NEAR) return null
  const left = LIMITS.messageLength - graphemes(text, LIMITS.messageLength * 2)
  return left < NEAR ? left : null
}

function fitsFrame(text: string): boolean {
  const room = LIMITS.bodyBytes - ENVELOPE_BYTES
  // A UTF-16 unit is at most 6 bytes of JSON.
  return text.length * 6 <= room || new TextEncoder().encode(JSON.stringify(text)).length <= room
}
