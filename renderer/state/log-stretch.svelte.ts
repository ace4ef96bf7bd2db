// A stretch of a room's log that is here: entries one after another, without gaps, which grows at both its ends.
import { tick } from 'svelte'
import type { Entry } from '../../protocol/entry.ts'
import type { Seq } from '../../protocol/ids.ts'
import type { HistoryPage, HistoryQuery } from '../../protocol/rest.ts'
import { amendedBy, withEntry } from './amend.ts'

/** Asks the host for a page of the log. Rejects with a RequestFailure. */
export type AskPage = (query: HistoryQuery) => Promise<HistoryPage>

export class LogStretch {
  entries = $state.raw<Entry[]>([])
  /** Whether there are older entries than those here. */
  more = $state(false)
  loadingOlder = $state(false)
  /** While the page takes up a change at the beginning of the entries: older ones were put there, or cut off. */
  changedAtTop = $state(false)
  readonly #page: AskPage
  #loadingNewer = false

  constructor(page: AskPage) {
    this.#page = page
  }

  show({ entries, more }: HistoryPage): void {
    this.changedAtTop = false
    this.entries = entries
    this.more = more
  }

  /** Takes what came after the entries, and changes those that it is about. */
  append(entries: readonly Entry[]): void {
    this.changedAtTop = false
    this.entries = entries.reduce(withEntry, this.entries)
  }

  /** Changes what an entry that stands elsewhere is about. */
  amend(entry: Entry): void {
    if (entry.refersTo !== undefined) this.entries = amendedBy(this.entries, entry)
  }

  holds(seq: Seq): boolean {
    const [first, last] = [this.entries[0], this.entries.at(-1)]
    return first !== undefined && last !== undefined && first.seq <= seq && seq <= last.seq
  }

  async loadOlder(): Promise<void> {
    const oldest = this.entries[0]
    if (!this.more || this.loadingOlder || oldest === undefined) return
    this.loadingOlder = true
    try {
      const page = await this.#page({ before: oldest.seq })
      if (this.entries[0] === oldest) this.#changeTop([...page.entries, ...this.entries], page.more)
    } catch {
      // The next scroll asks again.
    } finally {
      this.loadingOlder = false
    }
  }

  async loadNewer(): Promise<void> {
    const newest = this.entries.at(-1)
    if (this.#loadingNewer || newest === undefined) return
    this.#loadingNewer = true
    try {
      const { entries } = await this.#page({ after: newest.seq })
      this.append(entries)
    } catch {
      // The next scroll asks again.
    } finally {
      this.#loadingNewer = false
    }
  }

  /** Keeps so many of the newest, where there are more than that. */
  cutTo(count: number): void {
    if (this.entries.length > count) this.#changeTop(this.entries.slice(-count), true)
  }

  /** Whether these entries go on where the other's are, so that together they are one stretch. */
  reaches({ entries: [next] }: { entries: readonly Entry[] }): boolean {
    const last = this.entries.at(-1)
    return last !== undefined && next !== undefined && last.epoch === next.epoch && last.seq >= next.seq - 1
  }

  /** Begins from now on where `older` does, which reaches it: as if it had grown there, with nothing new at the top. */
  beginWith({ entries, more }: LogStretch): void {
    const [first] = this.entries
    if (first === undefined) return
    this.entries = [...entries.filter(({ seq }) => seq < first.seq), ...this.entries]
    this.more = more
  }

  #changeTop(entries: Entry[], more: boolean): void {
    this.changedAtTop = true
    this.entries = entries
    this.more = more
    void tick().then(() => {
      this.changedAtTop = false
    })
  }
}
