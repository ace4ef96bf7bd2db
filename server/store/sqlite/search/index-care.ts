// Looks after an index in a file: makes it anew where it is found damaged, and rewrites it now and then after deletions.
import type { Database } from 'better-sqlite3'
import type { Pace } from '../answer-asked.ts'
import { Cleaning } from './cleaning.ts'
import { isDamage } from './index-file.ts'

/** Milliseconds between two cleanings, each of which rewrites the whole index. */
const CLEANED_AT_MOST = 60_000

/** An index that is open, with whatever works on it. */
export interface OpenIndex {
  connection: Database
  /** Notes that nothing of what was deleted is in the file any more. */
  noteClean: () => void
}

export interface IndexCareOptions<Index extends OpenIndex> {
  open: () => Index
  /** Another index in place of the damaged one, whose connection is closed. */
  makeAnew: () => Index
  /** Milliseconds. */
  now: () => number
}

export class IndexCare<Index extends OpenIndex> {
  readonly #options: IndexCareOptions<Index>
  #index: Index
  #mended = false
  #cleaning: Cleaning | null = null
  #cleanedAt = -Infinity

  /** Throws what `open` throws. */
  constructor(options: IndexCareOptions<Index>) {
    this.#options = options
    this.#index = options.open()
  }

  /** Another one after a mending: to be asked for anew each time. */
  get index(): Index {
    return this.#index
  }

  /** What `work` answers. An index that is found damaged is made anew, once: damage that comes again is not the index's. */
  mending<Answer>(work: (index: Index) => Answer): Answer {
    try {
      return work(this.#index)
    } catch (error) {
      if (this.#mended || !isDamage(error)) throw error
      this.#mended = true
      this.#index.connection.close()
      this.#cleaning = null
      this.#index = this.#options.makeAnew()
      return work(this.#index)
    }
  }

  /** Does a portion of the cleaning of an index that needs it, unless one has just been done. */
  clean(): Pace {
    const { now } = this.#options
    if (this.#cleaning === null && now() - this.#cleanedAt < CLEANED_AT_MOST) return 'idle'
    this.#cleaning ??= new Cleaning(this.#index.connection)
    if (!this.#cleaning.step()) return 'more'
    this.#index.noteClean()
    this.#cleaning = null
    this.#cleanedAt = now()
    return 'idle'
  }

  /** Something was taken out: a cleaning that is under way may have passed it by, and is begun again. */
  soiled(): void {
    this.#cleaning = null
  }
}
