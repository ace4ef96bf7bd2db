// Words as people use them: few of them most of the time, most of them seldom. Made up from a seed, the same every time.
import { Random } from '../../tests/support/random.ts'

/** Syllables and letters that words are made of, and words of each language. */
const SYLLABLES = 900
const LETTERS = 'etaoinshrdlcumwfgypbvkjxqz'
const WORDS = 20_000
const PARTICLES = ['', '', '가', '는', '을', '에', '도', '에서', '하고']
const FIRST_SYLLABLE = 0xac00
const ALL_SYLLABLES = 11_172

export class Vocabulary {
  readonly #random: Random
  readonly #syllables: readonly string[]
  /** The commonest first. */
  readonly korean: readonly string[]
  readonly english: readonly string[]

  constructor(seed: number) {
    this.#random = new Random(seed)
    this.#syllables = Array.from({ length: SYLLABLES }, () => this.#anySyllable())
    this.korean = Array.from({ length: WORDS }, () => this.#word(this.#syllables, 2, 4))
    this.english = Array.from({ length: WORDS }, () => this.#word([...LETTERS], 2, 9))
  }

  /** What somebody says: 2 to 11 words, two times out of three in Korean. */
  message(): string {
    const english = this.#random.onceIn(3)
    const words = english ? this.english : this.korean
    const length = 2 + this.#random.below(10)
    const particle = () => (english ? '' : this.#random.pick(PARTICLES))
    return Array.from({ length }, () => this.#seldomLast(words) + particle()).join(' ')
  }

  /** One of the words from one rank up to another. */
  word(words: readonly string[], from: number, to: number): string {
    return words[from + this.#random.below(to - from)] ?? ''
  }

  /** Two syllables of one Korean word, neighbours in it; of the words from one rank up to another. */
  twoSyllables(from: number, to: number): string {
    const word = this.word(this.korean, from, to)
    const at = this.#random.below(word.length - 1)
    return word.slice(at, at + 2)
  }

  /** Two syllables of which hardly any message has the first. */
  twoUnheardOf(): string {
    return this.#anySyllable() + this.#anySyllable()
  }

  #word(parts: readonly string[], shortest: number, longest: number): string {
    const length = shortest + this.#random.below(longest - shortest + 1)
    return Array.from({ length }, () => this.#seldomLast(parts)).join('')
  }

  /** The nearer to the beginning, the more often, about as in Zipf's law. */
  #seldomLast(from: readonly string[]): string {
    const share = this.#random.below(1_000_000) / 1_000_000
    return from[Math.floor(share ** 3 * from.length)] ?? ''
  }

  #anySyllable(): string {
    return String.fromCharCode(FIRST_SYLLABLE + this.#random.below(ALL_SYLLABLES))
  }
}
