// The pace of one session's replays: they take turns with each other and with those of all sessions, each when the client can
// take more, and it is seen how long they wait.
import type { Outbox } from './outbox.ts'
import type { Turns } from './turns.ts'

export class ReplayPace {
  readonly #outbox: Outbox
  readonly #turns: Turns
  /** The steps that wait, in the order in which they were asked for: one an owner. */
  readonly #steps = new Map<object, () => Promise<void>>()
  #working = false
  #waiting = false
  /** What the client had taken when it was last seen to read, or had nothing to read; and when that was. */
  #taken = -1
  #seenAt = 0

  constructor(outbox: Outbox, turns: Turns) {
    this.#outbox = outbox
    this.#turns = turns
  }

  /** How many steps wait. */
  get length(): number {
    return this.#steps.size
  }

  /**
   * Runs `step` after those that were asked for before, when the client can take more or is gone. Settles as it does, and
   * never where the owner leaves before. An owner asks for one step at a time.
   */
  run(owner: object, step: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#steps.set(owner, () => step().then(resolve, reject))
      if (!this.#working) void this.#work()
    })
  }

  /** The owner's step is not run, if it has not begun. */
  leave(owner: object): void {
    this.#steps.delete(owner)
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

  async #work(): Promise<void> {
    this.#working = true
    while (this.#steps.size > 0) {
      await this.#drained()
      await this.#turns.run(() => this.#next())
    }
    this.#working = false
  }

  /** The step that was asked for first; nothing where all have left. */
  async #next(): Promise<void> {
    const [next] = this.#steps
    if (next === undefined) return
    const [owner, step] = next
    this.#steps.delete(owner)
    await step()
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
