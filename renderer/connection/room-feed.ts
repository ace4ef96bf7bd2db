// Watches what a room's subscription carries and lets every entry through once, in order, without gaps.
import type { Entry, RoomMessage } from '../../protocol/entry.ts'
import type { Epoch, Seq } from '../../protocol/ids.ts'

/**
 * What to do about a message: show the `entry`; nothing; ask again for what follows `since`, because something is
 * missing between; know that everything up to now has come; or reload the room, because the log cannot close the gap.
 */
export type FeedStep =
  | { do: 'append'; entry: Entry }
  | { do: 'nothing' }
  | { do: 'ask-again' }
  | { do: 'caught-up' }
  | { do: 'reload' }

const NOTHING: FeedStep = { do: 'nothing' }

export class RoomFeed {
  readonly #epoch: Epoch
  #last: Seq
  #asked = false

  /** Starts after `last`, the newest entry that is shown already; 0 before the first. */
  constructor(epoch: Epoch, last: Seq) {
    this.#epoch = epoch
    this.#last = last
  }

  /** The headers with which a SUBSCRIBE goes on from here. */
  get position(): { since: string; epoch: string } {
    return { since: String(this.#last), epoch: this.#epoch }
  }

  take(message: RoomMessage): FeedStep {
    switch (message.type) {
      case 'CAUGHT_UP':
        return this.#takeEnd(message.seq)
      case 'GAP':
        return { do: 'reload' }
      case 'TALK':
      case 'ENTER':
      case 'LEAVE':
      case 'EDIT':
      case 'DELETE':
        return this.#takeEntry(message)
    }
  }

  #takeEntry(entry: Entry): FeedStep {
    if (entry.epoch !== this.#epoch) return { do: 'reload' }
    if (entry.seq <= this.#last) return NOTHING
    if (entry.seq > this.#last + 1) return this.#askAgain()
    this.#last = entry.seq
    this.#asked = false
    return { do: 'append', entry }
  }

  /** A replay that ends behind what it was asked for, or ahead of what came, has not told everything. */
  #takeEnd(seq: Seq): FeedStep {
    if (seq < this.#last) return { do: 'reload' }
    if (seq > this.#last) return this.#askAgain()
    this.#asked = false
    return { do: 'caught-up' }
  }

  /** Once for each hole: what still arrives from before the answer would ask again and again. */
  #askAgain(): FeedStep {
    if (this.#asked) return NOTHING
    this.#asked = true
    return { do: 'ask-again' }
  }

  /** A new connection: whatever was asked for on the old one will not come. */
  restart(): void {
    this.#asked = false
  }
}
