// One thing after the other for each key, in the order in which they were asked for.

export class InTurn<Key> {
  readonly #last = new Map<Key, Promise<unknown>>()

  /** What `work` answers, which begins when all is over that was asked for under the key before. */
  do<Answer>(key: Key, work: () => Promise<Answer>): Promise<Answer> {
    const done = (this.#last.get(key) ?? Promise.resolve()).then(work, work)
    this.#last.set(key, done)
    const forget = (): void => {
      if (this.#last.get(key) === done) this.#last.delete(key)
    }
    done.then(forget, forget)
    return done
  }

  /** Resolves when nothing is under way. */
  async over(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values())
  }
}
