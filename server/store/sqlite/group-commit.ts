// Collects the writes of one turn of the event loop, so that they share one transaction and its cost.

interface Waiting<Work, Outcome> {
  work: Work
  resolve: (outcome: Outcome) => void
  reject: (reason: unknown) => void
}

/** Small enough that one commit holds up the event loop for some milliseconds only. */
const LARGEST_BATCH = 256

/** Batches work for a function that does a whole batch or nothing of it. */
export class GroupCommit<Work, Outcome> {
  readonly #commit: (batch: readonly Work[]) => readonly Outcome[]
  #waiting: Waiting<Work, Outcome>[] = []
  #next: NodeJS.Immediate | null = null

  /** `commit` is synchronous and answers one outcome for each piece of work; where it throws, none of the batch was done. */
  constructor(commit: (batch: readonly Work[]) => readonly Outcome[]) {
    this.#commit = commit
  }

  /** Does the work at the end of this turn, after all that was added before it. Rejects with what its batch failed with. */
  add(work: Work): Promise<Outcome> {
    this.#next ??= setImmediate(() => this.#turn())
    return new Promise((resolve, reject) => this.#waiting.push({ work, resolve, reject }))
  }

  /** Does all that waits, now. */
  flush(): void {
    while (this.#waiting.length > 0) this.#runBatch()
  }

  #turn(): void {
    this.#next = null
    this.#runBatch()
    if (this.#waiting.length > 0) this.#next ??= setImmediate(() => this.#turn())
  }

  #runBatch(): void {
    const batch = this.#waiting.splice(0, LARGEST_BATCH)
    try {
      const outcomes = this.#commit(batch.map(({ work }) => work))
      for (const [index, outcome] of outcomes.entries()) batch[index]?.resolve(outcome)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
