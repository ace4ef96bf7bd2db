// The part of a message around what was looked for, and where in it that stands.
import { foldWithPlaces, type FoldedText } from '../store/folded-text.ts'

/** A stretch of a text: UTF-16 units from `start` up to `end`. */
type Mark = [start: number, end: number]

/** `marks`: in order, apart from each other, one at least. */
export interface Snippet {
  snippet: string
  marks: Mark[]
}

/** UTF-16 units that are shown before the first mark, and in all. */
const BEFORE = 40
const SHOWN = 160
const CUT = '…'

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Null where not all of the words stand in the message. `words`: as `wordsOf` makes them. */
export function snippetOf(message: string, words: readonly string[]): Snippet | null {
  const folded = foldWithPlaces(message)
  if (!words.every((word) => folded.text.includes(word))) return null
  const marks = merged(words.flatMap((word) => marksOf(folded, word)))
  const first = marks[0]
  return first === undefined ? null : cut(message, first, marks)
}

/** All places of one word, also where they overlap. */
function marksOf({ text, starts, ends }: FoldedText, word: string): Mark[] {
  const marks: Mark[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    marks.push([starts[at] ?? 0, ends[at + word.length - 1] ?? 0])
  return marks
}

function merged(marks: readonly Mark[]): Mark[] {
  const apart: Mark[] = []
  for (const [start, end] of marks.toSorted((one, other) => one[0] - other[0])) {
    const last = apart.at(-1)
    if (last === undefined || start > last[1]) apart.push([start, end])
    else last[1] = Math.max(last[1], end)
  }
  return apart
}

/** Marks that are not wholly in what is shown are left out, but for the first. */
function cut(message: string, first: Mark, marks: readonly Mark[]): Snippet {
  const from = clusterAt(message, first[0] - BEFORE)
  const to = Math.max(clusterAt(message, from + SHOWN), Math.min(first[1], message.length))
  const before = from > 0 ? CUT : ''
  const shift = before.length - from
  return {
    snippet: before + message.slice(from, to) + (to < message.length ? CUT : ''),
    marks: marks.filter(([, end]) => end <= to).map(([start, end]) => [start + shift, end + shift]),
  }
}

/** Where the grapheme cluster begins that has the unit at `place`; the text's nearer end where there is none. */
function clusterAt(text: string, place: number): number {
  if (place <= 0) return 0
  return place >= text.length ? text.length : (segmenter.segment(text).containing(place)?.index ?? 0)
}
