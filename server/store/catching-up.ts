// Brings a node's index up to where the logs stand: reads what it lacks, a portion of all that is wanted at a time.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { IndexReplica, Lag, LogPage, RoomHead, Standing } from './index-replica.ts'
import { headOf, headsOf } from './log-heads-of.ts'
import type { RoomLog } from './room-log.ts'
import {
  isInDoubt,
  isReached,
  missingOf,
  readAfter,
  WantedLogs,
  type Urgency,
  type Wanted,
} from './wanted-logs.ts'

/** Entries that a search waits for, about half a second's work; with more it is refused. */
export const WORTH_WAITING = 20_000
/** Entries of one read, and of all reads of a portion, which the index takes in some tens of milliseconds. */
const PAGE = 256
const PORTION = 2_048
/** What a log counts for in a portion at the least, so that one is never of more than 128 reads. */
const LEAST = 16
/** Logs of which so many refused searches are remembered; what is beyond is found when all logs are gone through. */
const REMEMBERED = 10_000
/** How often nothing may come of reading a log until those who wait are refused: it is being lost and begun anew right now. */
const MOST_FAILURES = 3
/** Milliseconds after which to ask again: when much is missing, and when a log is being lost. */
const ASK_AGAIN = { behind: 5_000, unsteady: 1_000 } as const

export interface CatchingUpParts {
  log: RoomLog
  replica: IndexReplica
}

interface Read {
  wanted: Wanted
  page: LogPage
}

export class CatchingUp {
  readonly #log: RoomLog
  readonly #replica: IndexReplica
  readonly #wanted = new WantedLogs()
  /** Portions that were begun. */
  #portions = 0
  #working: Promise<void> | null = null
  #closed = false

  constructor({ log, replica }: CatchingUpParts) {
    this.#log = log
    this.#replica = replica
  }

  /**
   * Resolves when the index has what these logs had at the call, with the heads that it has come up to, in their order. Refuses
   * UNAVAILABLE where more is missing than a search is worth, and then goes on; and for an outage of the logs or the index.
   */
  async upTo(rooms: readonly RoomId[]): Promise<RoomHead[]> {
    const { heads, lags } = await this.compare(rooms)
    const missing = lags.reduce((sum, lag) => sum + missingOf(lag), 0)
    if (missing > WORTH_WAITING) throw this.#putOff(lags)
    const reached = await Promise.all(this.#want(lags, 'soon').map((wanted) => wanted.reached))
    const byRoom = new Map(reached.map((head) => [head.roomId, head]))
    return heads.map((head) => newerOf(head, byRoom.get(head.roomId)))
  }

  /** Where these logs stand, and which of them the index lacks something of. Rejects for an outage. */
  async compare(rooms: readonly RoomId[]): Promise<{ heads: RoomHead[]; lags: Lag[] }> {
    const before = this.#idleSince()
    const heads = await headsOf(this.#log, rooms)
    const quiet = before !== null && before === this.#idleSince()
    return { heads, lags: await this.#replica.compare(heads, quiet) }
  }

  /** Resolves when all of this has been done or has failed, whenever nothing else is to be done. */
  async later(lags: readonly Lag[]): Promise<void> {
    await Promise.allSettled(this.#want(lags, 'later').map((wanted) => wanted.reached))
  }

  /** Refuses what waits. Resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true
    this.#wanted.failAll(new Refusal('UNAVAILABLE'))
    await this.#working
  }

  /** After which portion nothing is read now; null while something is. */
  #idleSince(): number | null {
    return this.#working === null ? this.#portions : null
  }

  #putOff(lags: readonly Lag[]): Refusal {
    if (this.#wanted.size('later') < REMEMBERED) this.#want(lags, 'later')
    return behind()
  }

  #want(lags: readonly Lag[], urgency: Urgency): Wanted[] {
    const wanted = lags.map((lag) => this.#wanted.add(lag, urgency))
    if (this.#closed) this.#wanted.failAll(new Refusal('UNAVAILABLE'))
    else if (wanted.length > 0) this.#working ??= this.#work()
    return wanted
  }

  /** To be called where something is wanted: it must not end at once. */
  async #work(): Promise<void> {
    for (let portion = this.#next(); portion.length > 0; portion = this.#next()) {
      this.#portions += 1
      await this.#take(await this.#readAll(portion))
    }
    this.#working = null
  }

  async #take(read: readonly Read[]): Promise<void> {
    if (read.length === 0) return
    try {
      const standings = await this.#replica.take(read.map(({ page }) => page))
      for (const [index, { wanted }] of read.entries()) this.#note(wanted, standings[index])
    } catch (error) {
      for (const { wanted } of read) this.#wanted.fail(wanted, error)
    }
  }

  /** What could be read: a log that cannot is nobody's loss but of those who wait for it. */
  async #readAll(portion: readonly Wanted[]): Promise<Read[]> {
    const read = await Promise.all(
      portion.map((wanted) =>
        this.#read(wanted).then(
          (page) => ({ wanted, page }),
          (error: unknown) => void this.#wanted.fail(wanted, error),
        ),
      ),
    )
    return read.filter((each) => each !== undefined)
  }

  #next(): Wanted[] {
    let entries = 0
    if (this.#closed) return []
    return this.#wanted.next((wanted) => (entries += Math.max(LEAST, limitOf(wanted))) <= PORTION)
  }

  /** Where the log may have lost something, or nothing came of the last read, it is asked first where it stands now. */
  async #read(wanted: Wanted): Promise<LogPage> {
    const fresh = isInDoubt(wanted) || wanted.failures > 0
    if (fresh) wanted.head = await headOf(this.#log, wanted.head.roomId)
    const { head } = wanted
    const after = readAfter(wanted)
    const entries = await this.#log.read(head.roomId, { after, limit: limitOf(wanted) })
    return { head, fresh, after, entries }
  }

  #note(wanted: Wanted, standing: Standing = wanted.standing): void {
    const { epoch, last } = wanted.standing
    const hasMoved = standing.epoch !== epoch || standing.last > last
    wanted.standing = standing
    wanted.failures = hasMoved ? 0 : wanted.failures + 1
    if (isReached(wanted)) return this.#wanted.reach(wanted)
    if (wanted.failures === MOST_FAILURES) return this.#wanted.fail(wanted, unsteady())
    if (wanted.urgency === 'later' || missingOf(wanted) <= WORTH_WAITING) return this.#wanted.putBack(wanted)
    // It had to be begun anew.
    this.#wanted.fail(wanted, behind())
    this.#wanted.add(wanted, 'later')
  }
}

/** Of what was asked for and what it has come to: another epoch is the newer one. */
function newerOf(head: RoomHead, reached: RoomHead = head): RoomHead {
  return head.epoch === reached.epoch && head.last > reached.last ? head : reached
}

function limitOf(wanted: Wanted): number {
  return Math.min(PAGE, Math.max(1, wanted.head.last - readAfter(wanted)))
}

function behind(): Refusal {
  return new Refusal('UNAVAILABLE', 'The search is being made ready.', { retryAfter: ASK_AGAIN.behind })
}

function unsteady(): Refusal {
  return new Refusal('UNAVAILABLE', undefined, { retryAfter: ASK_AGAIN.unsteady })
}
