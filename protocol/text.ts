// How a person's words are made ready to be kept: normalised, measured in what a reader would call characters.
import { LIMITS } from './limits.ts'

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** How many grapheme clusters (UAX #29) the text has, counted no further than `limit + 1`. */
export function graphemes(text: string, limit: number): number {
  if (text.length <= limit) return text.length
  let count = 0
  for (const _ of segmenter.segment(text)) {
    count += 1
    if (count > limit) break
  }
  return count
}

/** Why a text is refused. */
export type TextFault = 'EMPTY' | 'TOO_LONG' | 'BAD_CHARACTERS'

/** A text as it will be kept, or why it cannot be. */
export type TextResult = { ok: true; text: string } | { ok: false; fault: TextFault }

/** A name of a person or a room: NFC, one line, no control characters, spaces folded, 1 to `limit` grapheme clusters. */
export function toName(raw: string, limit: number): TextResult {
  const text = raw.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u.test(text)) return { ok: false, fault: 'BAD_CHARACTERS' }
  if (!/[^\p{Cf}\p{Z}\p{M}]/u.test(text)) return { ok: false, fault: 'EMPTY' }
  return withinLimit(text, limit)
}

/** A nickname, see `toName`. */
export const toNickname = (raw: string): TextResult => toName(raw, LIMITS.nicknameLength)

/** A room's name, see `toName`. */
export const toRoomName = (raw: string): TextResult => toName(raw, LIMITS.roomNameLength)

/** What somebody says: NFC, ends trimmed, line breaks kept as `\n`; not blank, no NUL, no lone surrogate. */
export function toMessage(raw: string): TextResult {
  const text = raw.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (text === '') return { ok: false, fault: 'EMPTY' }
  if (/[\0\p{Cs}]/u.test(text)) return { ok: false, fault: 'BAD_CHARACTERS' }
  return withinLimit(text, LIMITS.messageLength)
}

function withinLimit(text: string, limit: number): TextResult {
  return graphemes(text, limit) > limit ? { ok: false, fault: 'TOO_LONG' } : { ok: true, text }
}
