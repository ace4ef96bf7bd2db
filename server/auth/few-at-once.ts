// Lets costly work be done a few at a time: the rest waits in its order, and what is too much is refused.
import { Refusal } from '../../protocol/errors.ts'

/** Milliseconds after which somebody who was one too many may come again. */
const COME_AGAIN = 1_000

export interface FewAtOnceLimits {
  /** How many are worked at. */
  atOnce: number
  /** How many there may be, those that wait among them. */
  inHand: number
}

export class FewAtOnce {
  readonly #limits: FewAtOnceLimits
  readonly #waiting: (() => void)[] = []
  #inWork = 0

  constructor(limits: FewAtOnceLimits) {
    this.#limits = limits
  }

  /** What `work` answers, once it has had its turn. Refuses TOO_FAST where there is too much in hand; then it never begins. */
  async do<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    await this.#turn()
    try {
      return await work()
    } finally {
      this.#next()
    }
  }

  async #turn(): Promise<void> {
    const { atOnce, inHand } = this.#limits
    if (this.#inWork + this.#waiting.length >= inHand)
      throw new Refusal('TOO_FAST', undefined, { retryAfter: COME_AGAIN })
    if (this.#inWork < atOnce) this.#inWork += 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** The place goes to the next at once: nobody who comes now is before them. */
  #next(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#inWork -= 1
    else next()
  }
}
