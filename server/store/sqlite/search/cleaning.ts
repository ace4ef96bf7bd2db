// Rewrites the index after a deletion: FTS5 only notes that a message is gone, and the tokens stay in the file until then.
import type { Database, Statement } from 'better-sqlite3'

/** Pages that one step writes, which takes some tens of milliseconds. */
const PAGES = 500
/** Fewer changed rows than this mean that there was nothing left to do (FTS5, §6.8). */
const SOMETHING = 2

/** One rewriting, in steps. */
export class Cleaning {
  readonly #index: Database
  readonly #changes: Statement<[], number>
  #begun = false

  constructor(index: Database) {
    this.#index = index
    this.#changes = index.prepare<[], number>('SELECT total_changes()').pluck()
  }

  /** Does the next step. True where it was the last: then nothing of what was deleted is in the file, nor in its log. */
  step(): boolean {
    const before = this.#changes.get() ?? 0
    // Negative: begin with everything, whether it would be worth it or not.
    this.#index.exec(`INSERT INTO said (said, rank) VALUES ('merge', ${this.#begun ? PAGES : -PAGES})`)
    this.#begun = true
    if ((this.#changes.get() ?? 0) - before >= SOMETHING) return false
    this.#index.pragma('wal_checkpoint(TRUNCATE)')
    return true
  }
}
