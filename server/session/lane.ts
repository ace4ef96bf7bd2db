// Runs one session's work in order: the next task begins when the one before has taken its place.

/** Must not reject. */
type Task = () => Promise<void> | void

export class Lane {
  #waiting: Task[] = []
  #busy = false

  /** How many are still to be begun. */
  get length(): number {
    return this.#waiting.length
  }

  push(task: Task): void {
    this.#waiting.push(task)
    if (!this.#busy) void this.#work()
  }

  /** Forgets what was not begun. */
  clear(): void {
    this.#waiting = []
  }

  async #work(): Promise<void> {
    this.#busy = true
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) await task()
    this.#busy = false
  }
}
