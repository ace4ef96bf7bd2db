// Counts the deliveries of one step: how long each took, and whether each subscriber got every message once, in order.
import { Latencies } from './latencies.ts'

export class Tally {
  readonly latencies = new Latencies()
  received = 0
  /** Deliveries that came late, twice, or to somebody of another room. */
  disordered = 0
  /** Deliveries of what was due in the measured time. */
  measured = 0
  readonly #first: number
  readonly #measureFrom: number
  readonly #rooms: number
  /** The number that each subscriber should see next. */
  readonly #next: Uint32Array
  readonly #due: number[] = []
  #asked = 0

  /**
   * `first`: the number of the first message. Messages and subscribers are in the room of their number, modulo the number of
   * rooms. Messages that are due before `measureFrom` warm up only.
   */
  constructor(
    { subscribers, rooms }: { subscribers: number; rooms: number },
    first: number,
    measureFrom: number,
  ) {
    this.#first = first
    this.#measureFrom = measureFrom
    this.#rooms = rooms
    this.#next = Uint32Array.from({ length: subscribers }, (_, place) => firstOf(place % rooms, rooms, first))
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
    this.#follow(subscriber, message)
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
    return (this.#due.length * this.#next.length) / this.#rooms - this.received
  }

  #follow(subscriber: number, message: number): void {
    const next = this.#next[subscriber] ?? 0
    const inItsRoom = message === next || (message - next) % this.#rooms === 0
    if (message < next || !inItsRoom) this.disordered += 1
    else this.#next[subscriber] = message + this.#rooms
  }
}

/** The lowest number from `first` on that belongs to the room. */
function firstOf(room: number, rooms: number, first: number): number {
  const ahead = (room - first) % rooms
  return first + (ahead < 0 ? ahead + rooms : ahead)
}
