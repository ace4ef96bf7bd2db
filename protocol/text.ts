// How a person's words are made ready to be kept: normalised, measured in what a reader would call characters.
import { LIMITS } from './limits.ts'

/** UTF-16 units that a grapheme cluster may have on average: a whole family of emoji has 11, marks without end have more. */
const UNITS_PER_GRAPHEME = 20
/** Something besides marks, spaces and characters without a shape (UAX #44, Default_Ignorable_Code_Point; blank Braille). */
const VISIBLE = /[^\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Control characters, halves of surrogate pairs, and what turns the direction of its surroundings (UAX #9). */
const UNFIT_FOR_NAMES = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u
/** More marks in a row than the Stream-Safe Text Format allows (UAX #15): no language has so many. */
const HEAPED_MARKS = /\p{M}{31}/u

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** How many grapheme clusters (UAX #29) the text has, counted no further than `limit + 1`. */
export function graphemes(text: string, limit: number): number {
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

/** A name of a person or a room: NFC, one line, spaces folded, nothing unfit, 1 to `limit` grapheme clusters. */
export function toName(raw: string, limit: number): TextResult {
  const beforehand = faultBeforehand(raw, limit)
  if (beforehand !== null) return { ok: false, fault: beforehand }
  const text = raw.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (UNFIT_FOR_NAMES.test(text)) return { ok: false, fault: 'BAD_CHARACTERS' }
  if (!VISIBLE.test(text)) return { ok: false, fault: 'EMPTY' }
  return withinLimit(text, limit)
}

/** A nickname, see `toName`. */
export const toNickname = (raw: string): TextResult => toName(raw, LIMITS.nicknameLength)

/** A room's name, see `toName`. */
export const toRoomName = (raw: string): TextResult => toName(raw, LIMITS.roomNameLength)

/** What a room is about: as a name, see `toName`, and may be empty. */
export const toTopic = (raw: string): TextResult =>
  /^\s*$/u.test(raw) ? { ok: true, text: '' } : toName(raw, LIMITS.topicLength)

/** What somebody says: NFC, ends trimmed, line breaks kept as `\n`; something to be seen, no NUL, no lone surrogate. */
export function toMessage(raw: string): TextResult {
  const beforehand = faultBeforehand(raw, LIMITS.messageLength)
  if (beforehand !== null) return { ok: false, fault: beforehand }
  const text = raw.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (/[\0\p{Cs}]/u.test(text)) return { ok: false, fault: 'BAD_CHARACTERS' }
  if (!VISIBLE.test(text)) return { ok: false, fault: 'EMPTY' }
  return withinLimit(text, LIMITS.messageLength)
}

/** What is looked at first: to normalise marks takes time that grows with the square of their number in a row. */
export function faultBeforehand(raw: string, limit: number): TextFault | null {
  if (raw.length > limit * UNITS_PER_GRAPHEME) return 'TOO_LONG'
  return HEAPED_MARKS.test(raw) ? 'BAD_CHARACTERS' : null
}

function withinLimit(text: string, limit: number): TextResult {
  // A cluster has one UTF-16 unit at least: a short text need not be counted.
  const tooLong =
    text.length > limit && (text.length > limit * UNITS_PER_GRAPHEME || graphemes(text, limit) > limit)
  return tooLong ? { ok: false, fault: 'TOO_LONG' } : { ok: true, text }
}
