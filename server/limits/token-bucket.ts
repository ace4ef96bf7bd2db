// A rate that may be exceeded for a while: a bucket of tokens, one for each thing done, that fills again with time.
// It is one number, the moment at which it is full again.

/** How many things a second for as long as one likes, and how many at once after a pause. */
export interface Rate {
  perSecond: number
  burst: number
}

/** Times are milliseconds of one clock. Where that is set back, nobody waits longer than for two tokens. */
export class TokenBucket {
  readonly #interval: number
  readonly #burst: number
  #fullAt = -Infinity

  constructor({ perSecond, burst }: Rate) {
    this.#interval = 1_000 / perSecond
    this.#burst = burst
  }

  /** How long until there is a token; 0 where there is one. */
  wait(now: number): number {
    return Math.max(0, this.#missing(now) - (this.#burst - 1) * this.#interval)
  }

  /** Takes a token, also one that is not there yet: the next then comes one later. */
  take(now: number): void {
    this.#fullAt = now + this.#missing(now) + this.#interval
  }

  isFull(now: number): boolean {
    return this.#missing(now) === 0
  }

  /** How long until it is full, and never longer than for all of its tokens and one that was owed. */
  #missing(now: number): number {
    const longest = (this.#burst + 1) * this.#interval
    return Math.min(Math.max(this.#fullAt - now, 0), longest)
  }
}
