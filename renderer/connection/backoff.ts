// How long to wait before the next attempt to reach a host.

const FIRST_DELAY = 500
const LONGEST_DELAY = 15_000

/** Growing delays with jitter, so that a host that comes back is not met by all its guests in the same moment. */
export class Backoff {
  readonly #random: () => number
  #attempts = 0

  constructor(random: () => number = Math.random) {
    this.#random = random
  }

  /** Milliseconds until the next attempt: between half of the step and the whole of it. */
  next(): number {
    const step = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#attempts)
    this.#attempts += 1
    return step / 2 + (this.#random() * step) / 2
  }

  /** The host was reached: the next loss starts from the shortest delay again. */
  reset(): void {
    this.#attempts = 0
  }
}
