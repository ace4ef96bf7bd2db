// Takes out of the index what the logs no longer hold, and the logs that were begun anew: a portion at a time, for nothing of it
// is found meanwhile.
import type { Database, Statement } from 'better-sqlite3'
import { SaidRows } from './said-rows.ts'

/** Messages that one step takes out: some milliseconds. */
const STEP = 512

interface Due {
  log: number
  first: number
}

export class LettingGo {
  readonly #due: Statement<[], Due>
  readonly #rows: Statement<[log: number, before: number], number>
  readonly #portion: (due: Due) => void

  constructor(index: Database) {
    this.#due = index.prepare('SELECT log, first FROM logs WHERE first > forgotten LIMIT 1')
    this.#rows = index
      .prepare<[number, number], number>(
        `SELECT at FROM places WHERE log = ? AND seq < ? ORDER BY seq LIMIT ${STEP}`,
      )
      .pluck()
    const said = new SaidRows(index)
    const soil = index.prepare('UPDATE state SET soiled = 1 WHERE soiled = 0')
    const done = index.prepare<[number]>('UPDATE logs SET forgotten = first WHERE log = ?')
    const drop = index.prepare<[number]>('DELETE FROM logs WHERE log = ? AND room IS NULL')
    this.#portion = index.transaction(({ log, first }: Due) => {
      const rows = this.#rows.all(log, first)
      said.remove(rows.toSorted((a, b) => a - b))
      if (rows.length > 0) soil.run()
      if (rows.length === STEP) return
      done.run(log)
      drop.run(log)
    })
  }

  /** Does the next step, if there is one. False where there was nothing to do. */
  step(): boolean {
    const due = this.#due.get()
    if (due === undefined) return false
    this.#portion(due)
    return true
  }
}
