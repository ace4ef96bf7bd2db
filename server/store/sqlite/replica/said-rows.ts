// The messages in the index: where each was said, and its tokens, changed together.
import type { Database, Statement } from 'better-sqlite3'
import type { Seq } from '../../../../protocol/ids.ts'
import { tokensOf } from '../search/tokens.ts'
import { firstRowAt, ROWS, timeOf } from './moment.ts'

/** What becomes of a message. `text` null: it is taken out. `isNew`: there are no tokens of it yet. */
interface Change {
  log: number
  text: string | null
  isNew: boolean
}

export class SaidRows {
  readonly #newestRow: Statement<[from: number, before: number], number | null>
  readonly #addPlace: Statement<[at: number, log: number, seq: number]>
  readonly #rowAt: Statement<[log: number, seq: number], number>
  readonly #removePlace: Statement<[number]>
  readonly #addTokens: Statement<[number, string]>
  readonly #removeTokens: Statement<[number]>
  readonly #changes = new Map<number, Change>()
  /** Of a millisecond that has more messages than rows: where the next goes. */
  #crowded = { time: -1, moved: -1 }

  constructor(index: Database) {
    this.#newestRow = index
      .prepare<[number, number], number | null>('SELECT max(at) FROM places WHERE at >= ? AND at < ?')
      .pluck()
    this.#addPlace = index.prepare('INSERT INTO places (at, log, seq) VALUES (?, ?, ?)')
    this.#rowAt = index
      .prepare<[number, number], number>('SELECT at FROM places WHERE log = ? AND seq = ?')
      .pluck()
    this.#removePlace = index.prepare('DELETE FROM places WHERE at = ?')
    this.#addTokens = index.prepare('INSERT INTO said (rowid, pairs) VALUES (?, ?)')
    this.#removeTokens = index.prepare('DELETE FROM said WHERE rowid = ?')
  }

  /** Adds a message when `write` is called. `sentAt`: milliseconds since 1970. */
  add(log: number, seq: Seq, sentAt: number, text: string): void {
    const at = this.#freeRow(sentAt)
    this.#addPlace.run(at, log, seq)
    this.#changes.set(at, { log, text, isNew: true })
  }

  /** Gives a message, if there is one, another text when `write` is called; none: takes it out. */
  change(log: number, seq: Seq, text: string): void {
    const at = this.#rowAt.get(log, seq)
    if (at === undefined) return
    const isNew = this.#changes.get(at)?.isNew ?? false
    this.#changes.set(at, { log, text: text === '' ? null : text, isNew })
  }

  /** Does what was asked for. True where tokens that were written before have been taken out. */
  write(): boolean {
    let removed = false
    // FTS5 puts aside what it has whenever a row comes before the one before it.
    const changes = [...this.#changes].sort(([a], [b]) => a - b)
    this.#changes.clear()
    for (const [at, { log, text, isNew }] of changes) {
      if (!isNew) removed = this.#removeTokens.run(at).changes > 0 || removed
      if (text === null) this.#removePlace.run(at)
      else this.#addTokens.run(at, tokensOf(text, log))
    }
    return removed
  }

  /** For after a rollback. */
  dropChanges(): void {
    this.#changes.clear()
  }

  /** Takes these out, now. */
  remove(rows: readonly number[]): void {
    for (const at of rows) {
      this.#removeTokens.run(at)
      this.#removePlace.run(at)
    }
  }

  #freeRow(sentAt: number): number {
    const time = timeOf(firstRowAt(sentAt))
    let moved = this.#crowded.time === time ? this.#crowded.moved : time
    for (;;) {
      const first = moved * ROWS
      const newest = this.#newestRow.get(first, first + ROWS) ?? null
      if (newest === null) return first
      if (newest + 1 < first + ROWS) return newest + 1
      moved += 1
      this.#crowded = { time, moved }
    }
  }
}
