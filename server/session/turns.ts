// Whose turn it is: work that can wait, of all clients, one piece in each turn of the event loop, so that nobody's much keeps
// anybody's little waiting.

export class Turns {
  readonly #waiting: (() => void)[] = []
  #taken = false

  /** Calls back when it is the caller's turn, after those who asked before; at once where nobody had this turn. */
  take(callback: () => void): void {
    if (this.#taken) {
      this.#waiting.push(callback)
      return
    }
    this.#taken = true
    setImmediate(() => this.#next())
    callback()
  }

  #next(): void {
    const callback = this.#waiting.shift()
    if (callback === undefined) {
      this.#taken = false
      return
    }
    setImmediate(() => this.#next())
    callback()
  }
}
