// Takes out of the index what the logs no longer hold. They do not say which entries those were, only where each log begins.
import type { Database, Statement } from 'better-sqlite3'

/** Messages that one step looks at: some milliseconds. */
const STEP = 4_096

const REMOVED = `
  SELECT coalesce(sum(first - 1), 0) FROM (
    SELECT (SELECT min(seq) FROM entries WHERE entries.log = logs.log) AS first FROM logs)`

/** How many entries the logs have let go of, ever. What it costs grows with the rooms. */
export function removedFrom(chat: Database): number {
  return chat.prepare<[], number>(REMOVED).pluck().get() ?? 0
}

/** One look through the whole index, in steps. */
export class Forgetting {
  /** How many entries had gone when it began. */
  readonly removed: number
  readonly #indexed: Statement<[number], number>
  readonly #held: Statement<[number, number], number>
  readonly #takeOut: (arrivals: readonly number[]) => void
  #seen = 0

  constructor(chat: Database, index: Database) {
    this.removed = removedFrom(chat)
    this.#indexed = index
      .prepare<[number], number>(`SELECT rowid FROM said WHERE rowid > ? ORDER BY rowid LIMIT ${STEP}`)
      .pluck()
    this.#held = chat
      .prepare<[number, number], number>('SELECT arrival FROM entries WHERE arrival > ? AND arrival <= ?')
      .pluck()
    const remove = index.prepare<[number]>('DELETE FROM said WHERE rowid = ?')
    this.#takeOut = index.transaction((arrivals: readonly number[]) => {
      for (const arrival of arrivals) remove.run(arrival)
    })
  }

  /** Does the next step. True where it was the last. */
  step(): boolean {
    const indexed = this.#indexed.all(this.#seen)
    const last = indexed.at(-1)
    if (last === undefined) return true
    const held = new Set(this.#held.all(this.#seen, last))
    this.#takeOut(indexed.filter((arrival) => !held.has(arrival)))
    this.#seen = last
    return indexed.length < STEP
  }
}
