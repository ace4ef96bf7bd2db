// A memory of what was asked for last, so that a store need not be asked again. Only for what this process alone changes.

/**
 * Two halves: what was used since the newer one began is in it, and the older one is forgotten whole when the newer is full.
 * To put one key in order by its use each time would cost more than it is worth.
 */
export class Recent<Key, Value> {
  readonly #half: number
  #newer = new Map<Key, Value>()
  #older = new Map<Key, Value>()

  /** At most `limit` values are remembered, and always the latest half of that. */
  constructor(limit: number) {
    this.#half = limit / 2
  }

  /** Undefined where it is not remembered. */
  get(key: Key): Value | undefined {
    const value = this.#newer.get(key)
    if (value !== undefined) return value
    const old = this.#older.get(key)
    return old === undefined ? undefined : this.set(key, old)
  }

  /** Answers the value. */
  set(key: Key, value: Value): Value {
    if (this.#newer.size >= this.#half) {
      this.#older = this.#newer
      this.#newer = new Map()
    }
    this.#newer.set(key, value)
    return value
  }

  /** For what has changed, or may have. */
  forget(key: Key): void {
    this.#newer.delete(key)
    this.#older.delete(key)
  }
}
