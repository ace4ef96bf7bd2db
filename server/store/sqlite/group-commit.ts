// Collects the writes of one turn of the event loop, or of several where it has been told to rest, so that they share one
// transaction and its cost.

interface Waiting<Work, Outcome> {
  work: Work
  /** Work of one unit is never parted. */
  unit: number
  resolve: (outcome: Outcome) => void
  reject: (reason: unknown) => void
}

/** Small enough that one commit holds up the event loop for some milliseconds only. */
const LARGEST_BATCH = 512

/** What is done about a batch that could not be done. */
interface Retry {
  /** Whether this failure passes by itself; then the batch is tried again, before all that was added after it. */
  passes: (error: unknown) => boolean
  /** Milliseconds between two tries. */
  pause: number
  /** How often it is tried again before it is rejected; what comes after it then has one try, until one succeeds. */
  retries: number
}

/** Milliseconds from the beginning of a batch of so many to that of the next, at least. */
type RestAfter = (size: number) => number

/** Shorter rests are none: timers are no finer. */
const SHORTEST_REST = 1

/** Batches work for a function that does a whole batch or nothing of it. */
export class GroupCommit<Work, Outcome> {
  readonly #commit: (batch: readonly Work[]) => readonly Outcome[]
  readonly #retry: Retry
  readonly #restAfter: RestAfter
  #waiting: Waiting<Work, Outcome>[] = []
  #scheduled = false
  /** The unit of what is added now, and whether more is to come of it. */
  #unit = 0
  #united = false
  /** Failures of the kind that passes, since something else happened. */
  #failures = 0
  /** When the next batch may begin, by `performance.now()`. */
  #restedAt = 0

  /** `commit` is synchronous and answers one outcome for each piece of work; where it throws, none of the batch was done. */
  constructor(
    commit: (batch: readonly Work[]) => readonly Outcome[],
    retry: Retry,
    restAfter: RestAfter = () => 0,
  ) {
    this.#commit = commit
    this.#retry = retry
    this.#restAfter = restAfter
  }

  /** Does the work at the end of this turn or after the rest, and after all that was added before it. Rejects with what its batch failed with. */
  add(work: Work): Promise<Outcome> {
    this.#schedule()
    if (!this.#united) this.#unit += 1
    const unit = this.#unit
    return new Promise((resolve, reject) => this.#waiting.push({ work, unit, resolve, reject }))
  }

  /** Calls `add`; all that is added while it runs is done in one batch, however large that is. */
  together(add: () => void): void {
    this.#unit += 1
    this.#united = true
    try {
      add()
    } finally {
      this.#united = false
    }
  }

  /** Does all that waits, now; retries do not pause. */
  flush(): void {
    while (this.#waiting.length > 0) this.#runBatch()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    const pause = this.#failures === 0 ? this.#restedAt - performance.now() : this.#retry.pause
    if (this.#failures === 0 && pause < SHORTEST_REST) setImmediate(() => this.#turn())
    else setTimeout(() => this.#turn(), pause)
  }

  #turn(): void {
    this.#scheduled = false
    if (this.#waiting.length > 0) this.#runBatch()
    if (this.#waiting.length > 0) this.#schedule()
  }

  #runBatch(): void {
    const batch = this.#waiting.splice(0, this.#batchSize())
    this.#restedAt = performance.now() + this.#restAfter(batch.length)
    try {
      const outcomes = this.#commit(batch.map(({ work }) => work))
      this.#failures = 0
      for (const [index, outcome] of outcomes.entries()) batch[index]?.resolve(outcome)
    } catch (error) {
      this.#fail(batch, error)
    }
  }

  /** How many of those that wait are done next: units stay whole. */
  #batchSize(): number {
    let size = Math.min(LARGEST_BATCH, this.#waiting.length)
    while (size < this.#waiting.length && this.#waiting[size]?.unit === this.#waiting[size - 1]?.unit)
      size += 1
    return size
  }

  #fail(batch: readonly Waiting<Work, Outcome>[], error: unknown): void {
    const passes = this.#retry.passes(error)
    this.#failures = passes ? this.#failures + 1 : 0
    if (passes && this.#failures <= this.#retry.retries) this.#waiting.unshift(...batch)
    else for (const { reject } of batch) reject(error)
  }
}
