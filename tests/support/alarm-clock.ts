// A clock for what is to be done later, which stands still until a test moves it.
interface Alarm {
  at: number
  callback: () => void
}

export class AlarmClock {
  #now = 0
  readonly #alarms = new Set<Alarm>()

  get now(): number {
    return this.#now
  }

  /** How many alarms are set. */
  get set(): number {
    return this.#alarms.size
  }

  readonly later = (callback: () => void, milliseconds: number): (() => void) => {
    const alarm = { at: this.#now + milliseconds, callback }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  /** Lets time go by; what is due is called back, in its order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (let next = this.#due(end); next !== undefined; next = this.#due(end)) {
      this.#alarms.delete(next)
      this.#now = next.at
      next.callback()
    }
    this.#now = end
  }

  #due(end: number): Alarm | undefined {
    return [...this.#alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
  }
}
