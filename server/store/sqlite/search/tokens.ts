// What stands in the index for a text, and how it is asked for: pairs of neighbouring characters, so that a word is found
// wherever it stands, in scripts that put no spaces between what a reader would look for as well.
import { fold, wordsIn } from '../../folded-text.ts'

/** Begins the token of a room. No word has it, because it is a space. */
const ROOM_MARK = '\u3000'

/**
 * Takes what stands between plain spaces as it is: of ASCII it would otherwise part all but letters and digits. What has to be
 * escaped in the statement is the apostrophe. A single character is found by the index of prefixes. The settings: bytes that a
 * portion may take in memory, parts of the index that are merged at once (fewer cost more to write), bytes of a piece.
 */
export const FTS_TABLE = `
  CREATE VIRTUAL TABLE said USING fts5 (
    pairs, content = '', contentless_delete = 1, prefix = '1', detail = full,
    tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\\]^_\`{|}~'"
  );
  INSERT INTO said (said, rank) VALUES ('hashsize', 16777216);
  INSERT INTO said (said, rank) VALUES ('automerge', 8);
  INSERT INTO said (said, rank) VALUES ('pgsz', 8100);
`

/** The tokens of one message: its room's, then each word's pairs, with the last character of a word by itself. */
export function tokensOf(message: string, log: number): string {
  let tokens = roomToken(log)
  for (const word of wordsIn(fold(message))) tokens += tokensOfWord(word)
  return tokens
}

function tokensOfWord(word: string): string {
  let tokens = ''
  let before = ''
  for (const character of word) {
    if (before !== '') tokens += ` ${before}${character}`
    before = character
  }
  return `${tokens} ${before}`
}

/** What is asked for messages that have all the words; in these logs alone, where they are given. FTS5, §3. */
export function matchOf(words: readonly string[], logs: readonly number[] | null): string {
  const all = words.map(phraseOf).join(' AND ')
  if (logs === null) return all
  return `${all} AND (${logs.map((log) => quoted(roomToken(log))).join(' OR ')})`
}

/** Its pairs next to each other; of a single character, whatever begins with it. */
function phraseOf(word: string): string {
  const characters = [...word]
  if (characters.length === 1) return `${quoted(word)} *`
  const pairs = characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`)
  return quoted(pairs.join(' '))
}

function roomToken(log: number): string {
  return `${ROOM_MARK}${log}`
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
