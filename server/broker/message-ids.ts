// Names for messages that have none by themselves, as a log's entries have.
import { randomUUID } from 'node:crypto'

export class MessageIds {
  /** Tells this life of the program from its others, and this node from the rest. */
  readonly #origin = randomUUID()
  #count = 0

  /** An id that no message has had. It needs no escapes. */
  next(): string {
    this.#count += 1
    return `${this.#origin}-${this.#count}`
  }
}
