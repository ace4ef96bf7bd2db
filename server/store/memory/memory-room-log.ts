// The rooms' logs in memory: gone with the process. For tests, and for hosts that must keep nothing.
import { randomUUID } from 'node:crypto'
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, Nonce, RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import { toEntry } from '../entry-of.ts'
import { Followers } from '../followers.ts'
import type { Appended, Draft, Keep, LogFollower, LogHead, Page, RoomLog, Unfollow } from '../room-log.ts'
import { amend, asItIsNow, entryAt, headOf, markOf, pageOf, trim, type Log } from './log.ts'

/** "Durable" means here: until the process ends. */
export class MemoryRoomLog implements RoomLog {
  readonly #logs = new Map<RoomId, Log>()
  /** Whose entry each was, in the order in which they came. */
  readonly #arrivals: { room: RoomId; seq: Seq }[] = []
  readonly #followers = new Followers<RoomId, Entry>()
  readonly #now: () => number

  /** `now`: milliseconds since 1970. */
  constructor({ now }: { now: () => number }) {
    this.#now = now
  }

  async append(room: RoomId, draft: Draft): Promise<Appended> {
    const log = this.#log(room)
    const mark = markOf(draft)
    const first = log.byMark.get(mark)
    const before = first === undefined ? undefined : entryAt(log, first)
    if (before !== undefined) return { entry: asItIsNow(log, before), duplicate: true }
    const entry = this.#place(room, log, draft)
    this.#arrivals.push({ room, seq: entry.seq })
    log.entries.push(entry)
    log.byMark.set(mark, entry.seq)
    if (entry.refersTo !== undefined) amend(log, entry, entry.refersTo)
    // Not at once: a follower that appends in its callback would otherwise be heard before the others heard this one.
    queueMicrotask(() => this.#followers.tell(room, entry))
    return { entry, duplicate: false }
  }

  /** An append is done when it is called, and never fails. */
  together(work: () => void): void {
    work()
  }

  async read(room: RoomId, page: Page): Promise<Entry[]> {
    const log = this.#logs.get(room)
    return log === undefined ? [] : pageOf(log, page)
  }

  async holds(room: RoomId, sender: UserId, nonce: Nonce): Promise<boolean> {
    return this.#logs.get(room)?.byMark.has(`${sender} ${nonce}`) ?? false
  }

  async head(room: RoomId): Promise<LogHead> {
    return headOf(this.#log(room))
  }

  heads(rooms: readonly RoomId[]): Promise<LogHead[]> {
    return Promise.all(rooms.map((room) => this.head(room)))
  }

  async trim(room: RoomId, keep: Keep, limit: number): Promise<number> {
    const log = this.#logs.get(room)
    return log === undefined ? 0 : trim(log, keep, limit)
  }

  async rooms(after: RoomId | null, limit: number): Promise<RoomId[]> {
    const rooms = [...this.#logs.keys()].sort()
    return rooms.filter((room) => after === null || room > after).slice(0, limit)
  }

  async talksAfter(room: RoomId, seq: Seq): Promise<number> {
    const entries = this.#logs.get(room)?.entries ?? []
    return entries.filter((entry) => entry.type === 'TALK' && entry.seq > seq).length
  }

  /** Nothing is ever lost on the way, so there is no gap. */
  async follow(room: RoomId, follower: LogFollower): Promise<Unfollow> {
    return this.#followers.add(room, (entry) => follower.onEntry(entry))
  }

  /** The entries of all logs as they stand, newest first, each with how many came before it. */
  *newestFirst(): Generator<[arrival: number, entry: Entry]> {
    for (let arrival = this.#arrivals.length - 1; arrival >= 0; arrival -= 1) {
      const { room, seq } = this.#arrivals[arrival] ?? {}
      const log = room === undefined ? undefined : this.#logs.get(room)
      const entry = log === undefined || seq === undefined ? undefined : entryAt(log, seq)
      if (entry !== undefined) yield [arrival, entry]
    }
  }

  async close(): Promise<void> {
    this.#logs.clear()
  }

  #log(room: RoomId): Log {
    const known = this.#logs.get(room)
    if (known !== undefined) return known
    const log = { epoch: randomUUID() as Epoch, entries: [], trimmed: 0, byMark: new Map() }
    this.#logs.set(room, log)
    return log
  }

  #place(room: RoomId, log: Log, draft: Draft): Entry {
    const { type, senderId, sender, message, nonce, reason = null, refersTo = null } = draft
    const seq = (headOf(log).last + 1) as Seq
    const { epoch } = log
    const sentAt = this.#now()
    return toEntry(
      { type, roomId: room, seq, epoch, senderId, sender, message, sentAt, nonce },
      reason,
      refersTo,
    )
  }
}
