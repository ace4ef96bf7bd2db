// Receipts leave in the order in which they were asked for, however their work finishes: a RECEIPT says that all frames
// before it have been processed too (STOMP 1.2, RECEIPT).

type Outcome = 'pending' | 'given' | 'withheld'

/** One frame's place in the line. */
export interface Receipt {
  /** The frame did what it should: the RECEIPT goes out when its turn comes. */
  give(): void
  /** The frame was refused: there will be no RECEIPT. */
  withhold(): void
}

export class Receipts {
  readonly #send: (id: string) => void
  readonly #line: Place[] = []
  readonly #onSettled = (): void => this.#advance()
  #onEmpty: (() => void) | null = null

  /** `send` writes the RECEIPT frame. */
  constructor(send: (id: string) => void) {
    this.#send = send
  }

  /** How many places are not settled, or wait for one before them that is not. */
  get length(): number {
    return this.#line.length
  }

  /** Takes the next place. `id` is null for a frame that asks for no receipt, which later ones wait for all the same. */
  open(id: string | null): Receipt {
    const place = new Place(id, this.#onSettled)
    this.#line.push(place)
    return place
  }

  /** Calls back once, when every place taken so far is settled; at once where all are. */
  whenEmpty(callback: () => void): void {
    this.#onEmpty = callback
    this.#advance()
  }

  #advance(): void {
    let next = this.#line[0]
    while (next !== undefined && next.outcome !== 'pending') {
      this.#line.shift()
      if (next.outcome === 'given' && next.id !== null) this.#send(next.id)
      next = this.#line[0]
    }
    if (next !== undefined) return
    this.#onEmpty?.()
    this.#onEmpty = null
  }
}

class Place implements Receipt {
  readonly id: string | null
  readonly #onSettled: () => void
  outcome: Outcome = 'pending'

  constructor(id: string | null, onSettled: () => void) {
    this.id = id
    this.#onSettled = onSettled
  }

  give(): void {
    this.#settle('given')
  }

  withhold(): void {
    this.#settle('withheld')
  }

  #settle(outcome: Outcome): void {
    this.outcome = outcome
    this.#onSettled()
  }
}
