// A rate that may be exceeded for a while: a bucket of tokens, one for each thing done, that fills again with time.
// It is one number, the moment at which it is full again.

/** How many things a second for as long as one likes, and how many at once after a pause. */
export interface Rate {
  perSecond: number
  burst: number
}

/** Times are milliseconds of one clock. No more tokens are owed than there are in a full bucket, also where the clock is set back. */
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

  /** How long until no token is owed; 0 where none is. */
  debt(now: number): number {
    return Math.max(0, this.#missing(now) - this.#burst * this.#interval)
  }

  /** Takes tokens, also such as are not there yet and are owed then: the next comes so much later. */
  take(now: number, count = 1): void {
    this.#fullAt = now + this.#missing(now) + count * this.#interval
  }

  isFull(now: number): boolean {
    return this.#missing(now) === 0
  }

  /** How long until it is full. */
  #missing(now: number): number {
    const longest = 2 * this.#burst * this.#interval
    return Math.min(Math.max(this.#fullAt - now, 0), longest)
  }
}
