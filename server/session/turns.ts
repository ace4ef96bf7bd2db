// Whose turn it is: work that can wait, of all clients, a little in each turn of the event loop, so that nobody's much keeps
// anybody's little waiting.
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds in each turn of the event loop after which no further piece is begun. */
export const SHARE = 1

/** A piece of work. Must not reject. */
type Piece = () => Promise<void>

export class Turns {
  readonly #now: () => number
  readonly #waiting: Piece[] = []
  #left = SHARE
  #working = false
  #turnsEnd: Promise<void> | null = null

  /** `now`: milliseconds of one clock. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /**
   * Runs the piece when it is its turn, after those that were asked for before; at once where nobody waits and the share of
   * this turn is not used up. One that has to wait for something itself keeps the others waiting to the turn's end at most.
   * Resolves when the piece is done.
   */
  run(piece: Piece): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(() => piece().then(resolve))
      if (!this.#working) void this.#work()
    })
  }

  async #work(): Promise<void> {
    this.#working = true
    while (this.#waiting.length > 0) {
      if (this.#left <= 0) await this.#endOfTurn()
      const piece = this.#waiting.shift()
      const began = this.#now()
      await Promise.race([piece?.(), this.#endOfTurn()])
      this.#left -= this.#now() - began
    }
    this.#working = false
  }

  /** Resolves in the next turn, which has a share of its own. */
  #endOfTurn(): Promise<void> {
    this.#turnsEnd ??= nextTurn().then(() => {
      this.#left = SHARE
      this.#turnsEnd = null
    })
    return this.#turnsEnd
  }
}
