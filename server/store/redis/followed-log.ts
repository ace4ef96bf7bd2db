// One room's log as this node follows it: what is published, what the node itself has appended, and what has to be read because
// neither came, in one order: every entry once, by seq, without gaps.
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, Seq } from '../../../protocol/ids.ts'
import type { LogGap, LogHead } from '../room-log.ts'

export interface FollowedLogParts {
  head: () => Promise<LogHead>
  /** The entries after a seq, as many as a page has. */
  readAfter: (seq: Seq) => Promise<Entry[]>
  onEntry: (entry: Entry) => void
  onGap: (gap: LogGap) => void
}

/** Somebody who waits until the followers have heard of an entry. */
interface Waiting {
  epoch: Epoch
  seq: Seq
  resolve: () => void
  reject: (error: unknown) => void
}

/** Milliseconds until what could not be read is asked for again: soon at first, then seldom. */
const RETRY = { first: 50, longest: 2_000 }
/** Entries that came early are held, so many at most; the others are read. */
const MOST_EARLY = 256

export class FollowedLog {
  readonly #parts: FollowedLogParts
  /** Of the entries that were called back; null until it is known where the log stands. */
  #epoch: Epoch | null = null
  #last = 0 as Seq
  /** The newest seq of this epoch that is known to be there. */
  #known = 0 as Seq
  /** What has come before what stands before it. */
  readonly #early = new Map<Seq, Entry>()
  /** Whether the log has to be asked where it stands. */
  #inDoubt = true
  #waiting: Waiting[] = []
  #isWorking = false
  #failures = 0
  #retry: NodeJS.Timeout | null = null
  #closed = false

  constructor(parts: FollowedLogParts) {
    this.#parts = parts
  }

  /** Resolves when it is known where the log stands: all that is appended from then on is called back. Rejects for an outage. */
  async begin(): Promise<void> {
    while (this.#epoch === null) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      this.#waiting.push({ epoch: '' as Epoch, seq: 0 as Seq, resolve, reject })
      this.#work()
      await promise
    }
  }

  /** The log has got as far as this; these are its newest entries, or none where they have to be read. */
  take(epoch: Epoch, last: Seq, entries: () => readonly Entry[]): void {
    if (this.#closed || (epoch === this.#epoch && last <= this.#last)) return
    for (const entry of entries()) if (this.#early.size < MOST_EARLY) this.#early.set(entry.seq, entry)
    if (epoch !== this.#epoch) this.#inDoubt = true
    else if (last > this.#known) this.#known = last
    this.#drain()
    // What is missing is most often on its way already: it is looked for when this turn's messages have been heard.
    if (this.#hasWork()) setImmediate(() => this.#work())
  }

  /** Messages may have been lost. */
  doubt(): void {
    this.#inDoubt = true
    this.#work()
  }

  /** Resolves when the entry has been called back, or what it was in is no more. Rejects where that is not known now. */
  reached(epoch: Epoch, seq: Seq): Promise<void> {
    if (this.#closed || (epoch === this.#epoch && seq <= this.#last)) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#waiting.push({ epoch, seq, resolve, reject })
    })
  }

  close(): void {
    this.#closed = true
    if (this.#retry !== null) clearTimeout(this.#retry)
    for (const { resolve } of this.#waiting.splice(0)) resolve()
  }

  #hasWork(): boolean {
    return !this.#closed && (this.#inDoubt || this.#known > this.#last)
  }

  #work(): void {
    if (this.#isWorking || !this.#hasWork()) return
    this.#isWorking = true
    void this.#catchUp()
  }

  /** Never rejects. What comes after the last look is work of its own: between the two nothing waits. */
  async #catchUp(): Promise<void> {
    try {
      while (this.#hasWork()) await this.#look()
      this.#failures = 0
      this.#early.clear()
      // What still waits is of an epoch that is no more.
      for (const { resolve } of this.#waiting.splice(0)) resolve()
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#isWorking = false
    }
  }

  async #look(): Promise<void> {
    if (this.#inDoubt) {
      this.#inDoubt = false
      // The answer tells all that is known now; what comes meanwhile may be newer.
      this.#known = this.#last
      this.#compare(await this.#parts.head().catch((error: unknown) => this.#stillInDoubt(error)))
    } else {
      this.#fill(await this.#parts.readAfter(this.#last))
    }
    this.#drain()
  }

  #stillInDoubt(error: unknown): never {
    this.#inDoubt = true
    throw error
  }

  #compare({ epoch, last }: LogHead): void {
    if (this.#closed) return
    if (this.#epoch === null) this.#stand(epoch, last)
    else if (epoch !== this.#epoch) this.#renew(epoch, last)
    if (last > this.#known) this.#known = last
  }

  /** What came in the new epoch can be told as it came; everything before it is a gap. */
  #renew(epoch: Epoch, last: Seq): void {
    const told = Math.min(
      last,
      ...[...this.#early.values()].filter((entry) => entry.epoch === epoch).map(({ seq }) => seq - 1),
    ) as Seq
    this.#stand(epoch, told)
    this.#parts.onGap({ epoch, from: Math.min(1, told) as Seq, to: told })
  }

  #stand(epoch: Epoch, last: Seq): void {
    this.#epoch = epoch
    this.#last = last
  }

  /** Takes what was read. Entries that are held no more cannot be told; where nothing is there, that is looked into. */
  #fill(page: readonly Entry[]): void {
    const [first] = page
    if (this.#closed) return
    if (first === undefined || first.epoch !== this.#epoch) this.#inDoubt = true
    else if (first.seq > this.#last + 1) this.#skip(first.epoch, first.seq)
    for (const entry of page)
      if (entry.epoch === this.#epoch && entry.seq === this.#last + 1) this.#tell(entry)
  }

  #skip(epoch: Epoch, next: Seq): void {
    const gap = { epoch, from: (this.#last + 1) as Seq, to: (next - 1) as Seq }
    this.#last = gap.to
    this.#parts.onGap(gap)
  }

  /** Tells what has come, as far as nothing is missing. */
  #drain(): void {
    for (
      let next = this.#early.get((this.#last + 1) as Seq);
      next !== undefined && next.epoch === this.#epoch;
    ) {
      this.#tell(next)
      next = this.#early.get((this.#last + 1) as Seq)
    }
    for (const [seq, { epoch }] of this.#early)
      if (seq <= this.#last && epoch === this.#epoch) this.#early.delete(seq)
    this.#answer()
  }

  #tell(entry: Entry): void {
    this.#last = entry.seq
    this.#parts.onEntry(entry)
  }

  #answer(): void {
    if (this.#waiting.length === 0) return
    const isOver = ({ epoch, seq }: Waiting): boolean => epoch === this.#epoch && seq <= this.#last
    for (const waiting of this.#waiting) if (isOver(waiting)) waiting.resolve()
    this.#waiting = this.#waiting.filter((waiting) => !isOver(waiting))
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
    if (this.#closed || this.#retry !== null) return
    const pause = Math.min(RETRY.longest, RETRY.first * 2 ** this.#failures)
    this.#failures += 1
    this.#retry = setTimeout(() => {
      this.#retry = null
      this.#work()
    }, pause).unref()
  }
}
