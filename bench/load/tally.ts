// Counts the deliveries of one step: how long each took, and whether each subscriber got every message once, in order.
import { Latencies } from './latencies.ts'

export class Tally {
  readonly latencies = new Latencies()
  received = 0
  /** Deliveries that came late or twice. */
  disordered = 0
  /** Deliveries of what was due in the measured time. */
  measured = 0
  readonly #first: number
  readonly #measureFrom: number
  readonly #next: Uint32Array
  readonly #due: number[] = []
  #asked = 0

  /** `first`: the number of the first message. Messages that are due before `measureFrom` warm up only. */
  constructor(subscribers: number, first: number, measureFrom: number) {
    this.#first = first
    this.#measureFrom = measureFrom
    this.#next = new Uint32Array(subscribers).fill(first)
  }

  /** The next message is on its way. Times are those of `performance.now()`. */
  sent(due: number): void {
    this.#due.push(due)
  }

  delivered(subscriber: number, message: number, now: number): void {
    // One of an earlier step, which counted it as lost.
    const due = this.#due[message - this.#first]
    if (due === undefined) return
    this.received += 1
    const next = this.#next[subscriber] ?? 0
    if (message < next) this.disordered += 1
    else this.#next[subscriber] = message + 1
    if (due < this.#measureFrom) return
    this.measured += 1
    this.latencies.add(now - due)
  }

  /** Whether there have been deliveries since the last call. */
  receivedSinceAsked(): boolean {
    const before = this.#asked
    this.#asked = this.received
    return this.received > before
  }

  /** Deliveries that are still to come. */
  get missing(): number {
    return this.#due.length * this.#next.length - this.received
  }
}
