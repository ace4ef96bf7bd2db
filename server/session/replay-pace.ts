// The pace of one session's replays: they take turns, each when the client can take more, and it is seen how long they wait.
import type { Outbox } from './outbox.ts'

export class ReplayPace {
  readonly #outbox: Outbox
  /** Settles when every step that was asked for is over. Never rejects. */
  #last: Promise<void> = Promise.resolve()
  #waiting = false
  /** What the client had taken when it was last seen to read, or had nothing to read; and when that was. */
  #taken = -1
  #seenAt = 0

  constructor(outbox: Outbox) {
    this.#outbox = outbox
  }

  /** Runs `step` after those that were asked for before, when the client can take more or is gone. Settles as it does. */
  run(step: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(() => this.#drained()).then(step)
    this.#last = turn.catch(() => {})
    return turn
  }

  /** Milliseconds since the client was last seen to read; 0 where no replay waits for it. To be asked at every look. */
  stuckFor(now: number): number {
    const { taken } = this.#outbox
    if (!this.#waiting || taken !== this.#taken) {
      this.#taken = taken
      this.#seenAt = now
    }
    return now - this.#seenAt
  }

  async #drained(): Promise<void> {
    let wait = this.#outbox.drained()
    while (wait !== null) {
      this.#waiting = true
      await wait
      wait = this.#outbox.drained()
    }
    this.#waiting = false
  }
}
