// Tells the others in a room, now and then, that one is writing.

/** Milliseconds between two reports. */
const PAUSE = 3_000

export class WritingReports {
  readonly #send: () => void
  #told = -Infinity

  constructor(send: () => void) {
    this.#send = send
  }

  /** One is writing at the moment, in milliseconds of any clock. */
  writes(now: number): void {
    if (now - this.#told < PAUSE) return
    this.#told = now
    this.#send()
  }

  /** What was written is said: the next word is the first of another message. */
  said(): void {
    this.#told = -Infinity
  }
}
