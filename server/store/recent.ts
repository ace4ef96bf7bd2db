// A memory of what was asked for last, so that a store need not be asked again. Only for what this process alone changes.

export class Recent<Key, Value> {
  readonly #limit: number
  /** In order of use, the least recent first. */
  readonly #byKey = new Map<Key, Value>()

  /** Beyond `limit` the value that was not used for longest is forgotten. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** The value, as the one that was used last; undefined where it is not remembered. */
  get(key: Key): Value | undefined {
    const value = this.#byKey.get(key)
    return value === undefined ? undefined : this.set(key, value)
  }

  /** Answers the value. */
  set(key: Key, value: Value): Value {
    this.#byKey.delete(key)
    this.#byKey.set(key, value)
    if (this.#byKey.size > this.#limit) this.#forgetOldest()
    return value
  }

  /** For what has changed, or may have. */
  forget(key: Key): void {
    this.#byKey.delete(key)
  }

  #forgetOldest(): void {
    for (const key of this.#byKey.keys()) return this.forget(key)
  }
}
