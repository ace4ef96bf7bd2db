// Collects the entries of a room that come close together, so that a long absence costs the page a few changes, not one for each.
import type { Entry } from '../../protocol/entry.ts'

/** `live`: it was written just now; otherwise it was missed and is told afterwards. */
export interface Arrived {
  entry: Entry
  live: boolean
}

interface EntryBatchPorts {
  /** Calls back soon; the function that it answers calls that off. */
  soon(callback: () => void): () => void
  /** Takes what has come, in order: one entry at least. */
  onBatch(batch: Arrived[]): void
}

export class EntryBatch {
  readonly #ports: EntryBatchPorts
  #waiting: Arrived[] = []
  #callOff: () => void = () => {}

  constructor(ports: EntryBatchPorts) {
    this.#ports = ports
  }

  add(arrived: Arrived): void {
    this.#waiting.push(arrived)
    if (this.#waiting.length === 1) this.#callOff = this.#ports.soon(() => this.flush())
  }

  /** Hands on now what waits. */
  flush(): void {
    this.#callOff()
    const batch = this.#waiting
    this.#waiting = []
    if (batch.length > 0) this.#ports.onBatch(batch)
  }
}
