// The headers of one frame, in the order in which they came. There are few of them: looking through them is quicker than
// hashing every name for a Map, which was a fifth of what reading a frame cost.

/** Of a repeated header only the first is seen (STOMP 1.2, Repeated Header Entries). */
export class HeaderList implements ReadonlyMap<string, string> {
  /** Names and values in turns. */
  readonly #texts: string[] = []

  add(name: string, value: string): void {
    this.#texts.push(name, value)
  }

  get(name: string): string | undefined {
    return this.#texts[this.#placeOf(name) + 1]
  }

  has(name: string): boolean {
    return this.#placeOf(name) < this.#texts.length
  }

  get size(): number {
    return [...this].length
  }

  forEach(visit: (value: string, name: string, headers: ReadonlyMap<string, string>) => void): void {
    for (let at = 0; at < this.#texts.length; at += 2) {
      const [name = '', value = ''] = [this.#texts[at], this.#texts[at + 1]]
      if (this.#placeOf(name) === at) visit(value, name, this)
    }
  }

  *entries(): MapIterator<[string, string]> {
    const pairs: [string, string][] = []
    this.forEach((value, name) => pairs.push([name, value]))
    yield* pairs
  }

  *keys(): MapIterator<string> {
    for (const [name] of this.entries()) yield name
  }

  *values(): MapIterator<string> {
    for (const [, value] of this.entries()) yield value
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries()
  }

  /** Where the first header of that name is; behind the last one where there is none. */
  #placeOf(name: string): number {
    let at = 0
    while (at < this.#texts.length && this.#texts[at] !== name) at += 2
    return at
  }
}
