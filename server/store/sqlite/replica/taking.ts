// Takes pages of logs into the index: what follows on what it has, where it is still the same log.
import type { Database } from 'better-sqlite3'
import type { Standing } from '../../index-replica.ts'
import type { LeanEntry, LeanPage } from './lean-page.ts'
import { standingOf, type LogRow, type LogRows } from './log-rows.ts'
import { SaidRows } from './said-rows.ts'

/** What is done with a page. `leave`: it does not follow. `anew`: the log is not the one that the index has. */
type Verdict = 'take' | 'leave' | 'anew'

export class Taking {
  readonly #logs: LogRows
  readonly #said: SaidRows
  readonly #takeAll: (pages: readonly LeanPage[]) => { standings: Standing[]; removed: boolean }

  constructor(index: Database, logs: LogRows) {
    this.#logs = logs
    this.#said = new SaidRows(index)
    const soil = index.prepare('UPDATE state SET soiled = 1 WHERE soiled = 0')
    this.#takeAll = index.transaction((pages: readonly LeanPage[]) => {
      const standings = pages.map((page) => this.#take(page))
      const removed = this.#said.write()
      if (removed) soil.run()
      return { standings, removed }
    })
  }

  /** One transaction. `removed`: whether something was taken out, which leaves parts of itself in the file for now. */
  take(pages: readonly LeanPage[]): { standings: Standing[]; removed: boolean } {
    try {
      return this.#takeAll(pages)
    } finally {
      this.#said.dropChanges()
    }
  }

  #take(page: LeanPage): Standing {
    const known = this.#logs.find(page.head.roomId)
    if (known === null) return standingOf(this.#beginAnew(page))
    switch (judge(known, page)) {
      case 'take':
        return standingOf(this.#goOn(known, page))
      case 'leave':
        return standingOf(known)
      case 'anew':
        this.#logs.abandon(known)
        return standingOf(this.#beginAnew(page))
    }
  }

  #beginAnew(page: LeanPage): LogRow {
    const row = this.#logs.begin(page.head)
    return isFromTheBeginning(page) ? this.#goOn(row, page) : row
  }

  #goOn(known: LogRow, { head, fresh, entries, lastMark }: LeanPage): LogRow {
    for (const entry of entries) if (entry.seq > known.last) this.#put(known.log, entry)
    const last = entries.at(-1)?.seq ?? known.last
    const mark = last > known.last ? lastMark : known.mark
    // A head that is not quite new may tell of entries that are no longer held.
    const first = fresh || head.first > known.first ? head.first : known.first
    const row: LogRow = { ...known, epoch: head.epoch, first, last, mark, settled: 0 }
    this.#logs.keep(row)
    return row
  }

  #put(log: number, { seq, type, sentAt, text, refersTo }: LeanEntry): void {
    if (type === 'TALK' && text !== '') this.#said.add(log, seq, sentAt, text)
    if (refersTo !== null) this.#said.change(log, refersTo, text)
  }
}

function judge(known: LogRow, page: LeanPage): Verdict {
  const { head, fresh, after, entries, firstMark } = page
  const isOther = head.epoch !== known.epoch
  const isLess = head.last < known.last
  if (!fresh && (isOther || isLess)) return 'leave'
  if (isLess || (fresh && head.first < known.first)) return 'anew'
  if (known.last === 0) return isFromTheBeginning(page) ? 'take' : 'leave'
  // What came after its end may be lost, and have changed what was read before it.
  if (isOther && known.settled === 0) return 'anew'
  const [first] = entries
  if (after >= known.last || first === undefined) return 'leave'
  if (first.seq === known.last) return firstMark === known.mark ? 'take' : 'anew'
  return first.seq > known.last ? 'anew' : 'leave'
}

function isFromTheBeginning({ after }: LeanPage): boolean {
  return after === 0
}
