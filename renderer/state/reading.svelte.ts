// What of a conversation is on the screen: its newest end, or a passage around a message that was looked for or is the first new
// one, which one can read on from in both directions until it meets the newest end.
import type { Entry } from '../../protocol/entry.ts'
import type { Seq } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { LogStretch, type AskPage } from './log-stretch.svelte.ts'
import type { Opening } from './opening.ts'

interface ReadingPorts {
  page: AskPage
  /** What follows the log. */
  newest: LogStretch
  later(callback: () => void, milliseconds: number): () => void
}

/** For so long a message that was looked for is lit up, in milliseconds. */
const LIT = 3_000

export class Reading {
  /** Grows when something else is to be shown than before, or the same from another place. */
  view = $state(0)
  /** The message that the view begins at; null where it begins at the newest. */
  target = $state.raw<Seq | null>(null)
  /** The message that is lit up. */
  lit = $state.raw<Seq | null>(null)
  #passage = $state.raw<LogStretch | null>(null)
  readonly #ports: ReadingPorts
  #callOff: () => void = () => {}
  /** Grows with every way that is begun: whoever is still on an earlier one arrives nowhere. */
  #journey = 0

  constructor(ports: ReadingPorts) {
    this.#ports = ports
  }

  get stretch(): LogStretch {
    return this.#passage ?? this.#ports.newest
  }

  /** Whether there are entries between what is shown and the newest end. */
  get detached(): boolean {
    return this.#passage !== null
  }

  /** The room is about to be opened. The answer shows the first new message, unless somebody has gone elsewhere by then. */
  departure(): (opening: Opening) => void {
    const journey = this.#journey
    return ({ first, passage }) => {
      if (first !== null && !this.detached && journey === this.#journey) this.#arrive(first, passage)
    }
  }

  /** Shows a message and lights it up. Rejects with a RequestFailure. */
  async goTo(seq: Seq): Promise<void> {
    this.#journey += 1
    const journey = this.#journey
    const passage = await this.#passageWith(seq)
    if (journey !== this.#journey) return
    this.#arrive(seq, passage)
    this.#light(seq)
  }

  toNewest(): void {
    this.#journey += 1
    this.#passage = null
    this.#begin(null)
  }

  /** Reads on towards the newest end. */
  async loadNewer(): Promise<void> {
    const passage = this.#passage
    this.#joinNewest()
    if (passage === null || passage !== this.#passage) return
    await passage.loadNewer()
    if (passage === this.#passage) this.#joinNewest()
  }

  /** An entry that came at the newest end may be about a message that is shown here. */
  take(entry: Entry): void {
    this.#passage?.amend(entry)
  }

  async #passageWith(seq: Seq): Promise<LogStretch | null> {
    if (this.#ports.newest.holds(seq)) return null
    if (this.#passage?.holds(seq) === true) return this.#passage
    const passage = new LogStretch(this.#ports.page)
    // So long that nothing is asked for at one end while somebody stands at the other.
    passage.show(await this.#ports.page({ around: seq, limit: LIMITS.pageEntries }))
    return passage
  }

  #arrive(seq: Seq, passage: LogStretch | null): void {
    this.#passage = passage
    this.#joinNewest()
    this.#begin(seq)
  }

  /** What has reached the newest end is one with it, and nothing on the screen moves. */
  #joinNewest(): void {
    if (this.#passage?.reaches(this.#ports.newest) !== true) return
    this.#ports.newest.beginWith(this.#passage)
    this.#passage = null
  }

  #begin(target: Seq | null): void {
    this.target = target
    this.view += 1
  }

  #light(seq: Seq): void {
    this.#callOff()
    this.lit = seq
    this.#callOff = this.#ports.later(() => (this.lit = null), LIT)
  }
}
