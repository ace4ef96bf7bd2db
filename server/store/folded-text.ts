// How texts are made alike for the search: upper and lower case are one, and words are what stands between spaces.

/** Texts of these alone (ASCII, Hangul, Han and their neighbours) can be folded at once: none has a capital of another length. */
const PLAIN = /^[\0-\x7f\u2e80-\ud7ff]*$/
const BETWEEN_WORDS = /[\s\p{Cc}]+/u

/** The text without regard to case. Takes each character by itself, so a part of a text folds to a part of the folded text. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  let folded = ''
  for (const character of text) folded += foldOne(character)
  return folded
}

/** A folded text, and for each of its UTF-16 units which stretch of the original the unit came of. */
export interface FoldedText {
  text: string
  starts: readonly number[]
  ends: readonly number[]
}

/** As `fold`, with the way back. */
export function foldWithPlaces(original: string): FoldedText {
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  let at = 0
  for (const character of original) {
    const folded = foldOne(character)
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(at)
      ends.push(at + character.length)
    }
    text += folded
    at += character.length
  }
  return { text, starts, ends }
}

/** The words of a text in NFC, folded, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(wordsIn(fold(text)))]
}

/** The words of a folded text, as they come. */
export function wordsIn(folded: string): string[] {
  return folded.split(BETWEEN_WORDS).filter((word) => word !== '')
}

/** By way of the capital: ß and ss are alike then, and both small sigmas. */
function foldOne(character: string): string {
  return character.toUpperCase().toLowerCase()
}
