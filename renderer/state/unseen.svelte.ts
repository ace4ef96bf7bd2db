// What of an open room somebody has not seen: how far they have, how many messages wait below that, and above which message the
// line stands that says so.
import type { Entry } from '../../protocol/entry.ts'
import type { Seq, UserId } from '../../protocol/ids.ts'
import { holdsAllAfter, isFromOthers, talksBetween } from './left-off.ts'
import type { Opening } from './opening.ts'
import type { Stretch } from './timeline.ts'

export class Unseen {
  /** Everything up to this entry has been on the screen, or was read before. */
  seen = $state(0 as Seq)
  /** The first of the messages that were new when one came, or came back; null where there is no line. It stays where it is. */
  first = $state.raw<Seq | null>(null)
  /** Whether somebody looks at the newest message as it comes. */
  looking = false
  /** Messages after `seen`, where not all of them are here to be counted. */
  #waiting = $state(0)
  /** The line was put while nobody looked, and nobody has since. */
  #fresh = false
  /** What came last was written just then. */
  #live = true
  readonly #me: UserId
  readonly #newest: Stretch

  /** `newest`: the log's newest end. */
  constructor(me: UserId, newest: Stretch) {
    this.#me = me
    this.#newest = newest
  }

  /** How many messages of others wait below what has been on the screen. */
  get below(): number {
    if (!holdsAllAfter(this.#newest, this.seen)) return this.#waiting
    return this.#newest.entries.filter((entry) => this.#isNew(entry)).length
  }

  /** The line has come while nobody looked: whoever comes back is to find it, however much came after it. */
  get waits(): boolean {
    return this.#fresh
  }

  begin({ seen, waiting, first }: Opening): void {
    this.seen = seen
    this.#waiting = waiting
    this.first = first
    this.#fresh = false
  }

  look(looking: boolean): void {
    this.looking = looking
    if (looking && this.#live) this.#fresh = false
  }

  /**
   * Entries are about to come at the newest end. The line goes above the first that comes while nobody looks, once for every
   * absence, and not while there is something above it that was not seen. `live`: they were written just now.
   */
  take(entries: readonly Entry[], live: boolean): void {
    const seesThem = live && this.looking
    if (seesThem || (live && !this.#live)) this.#fresh = false
    this.#live = live
    const first = entries.find((entry) => this.#isNew(entry))
    if (first !== undefined && !seesThem && !this.#fresh && this.below === 0) this.#put(first.seq)
    this.#waiting += entries.filter((entry) => this.#isNew(entry)).length
  }

  /** The newest entry is on the screen. False where that is nothing new. */
  seeNewest(): boolean {
    const newest = this.#newest.entries.at(-1)
    if (newest === undefined || newest.seq <= this.seen) return false
    this.seen = newest.seq
    this.#waiting = 0
    return true
  }

  /** These of the stretch are on the screen. Whoever has jumped over something has not seen what is below it. */
  see({ first, last }: { first: Seq; last: Seq }, stretch: Stretch): boolean {
    if (last <= this.seen || this.#isParted(first, stretch)) return false
    this.#waiting = Math.max(0, this.#waiting - talksBetween(stretch.entries, this.seen, last))
    this.seen = last
    return true
  }

  #isParted(first: Seq, stretch: Stretch): boolean {
    if (!holdsAllAfter(stretch, this.seen)) return true
    return stretch.entries.some((entry) => entry.seq < first && this.#isNew(entry))
  }

  #put(first: Seq): void {
    this.first = first
    this.#fresh = true
  }

  #isNew(entry: Entry): boolean {
    return entry.seq > this.seen && isFromOthers(entry, this.#me)
  }
}
