// Looks whether a JSON file has a list of some name: an empty one, or none, says nothing by its values.
import { TokenType, type ParsedTokenInfo } from '@streamparser/json'

const OPENING: ReadonlySet<TokenType> = new Set([TokenType.LEFT_BRACE, TokenType.LEFT_BRACKET])
const CLOSING: ReadonlySet<TokenType> = new Set([TokenType.RIGHT_BRACE, TokenType.RIGHT_BRACKET])

/** Looks at the tokens of one file, in their order. */
export class ListSearch {
  readonly #name: string
  #depth = 0
  /** The last string that stands in the file's own object: before a value it is the value's name. */
  #last: unknown
  #found = false

  constructor(name: string) {
    this.#name = name
  }

  /** Whether the file's own object has had such a list. */
  get found(): boolean {
    return this.#found
  }

  look({ token, value }: ParsedTokenInfo): void {
    if (token === TokenType.STRING && this.#depth === 1) this.#last = value
    if (token === TokenType.LEFT_BRACKET && this.#depth === 1 && this.#last === this.#name) this.#found = true
    this.#depth += (OPENING.has(token) ? 1 : 0) - (CLOSING.has(token) ? 1 : 0)
  }
}
