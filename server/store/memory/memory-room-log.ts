// The rooms' logs in memory: gone with the process. For tests, and for hosts that must keep nothing.
import { randomUUID } from 'node:crypto'
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../../protocol/ids.ts'
import { Followers } from '../followers.ts'
import { pageRange } from '../page-range.ts'
import type { Appended, Draft, LogHead, Page, RoomLog, Unfollow } from '../room-log.ts'

/** One room's log: the entry with seq n stands at n - 1. */
interface Log {
  epoch: Epoch
  entries: Entry[]
  /** The entries by sender and nonce. */
  byMark: Map<string, Entry>
}

/** "Durable" means here: until the process ends. */
export class MemoryRoomLog implements RoomLog {
  readonly #logs = new Map<RoomId, Log>()
  readonly #followers = new Followers<RoomId, Entry>()
  readonly #now: () => number

  /** `now`: milliseconds since 1970. */
  constructor({ now }: { now: () => number }) {
    this.#now = now
  }

  async append(room: RoomId, draft: Draft): Promise<Appended> {
    const log = this.#log(room)
    const mark = `${draft.senderId} ${draft.nonce}`
    const first = log.byMark.get(mark)
    if (first !== undefined) return { entry: first, duplicate: true }
    const entry = this.#place(room, log, draft)
    log.entries.push(entry)
    log.byMark.set(mark, entry)
    // Not at once: a follower that appends in its callback would otherwise be heard before the others heard this one.
    queueMicrotask(() => this.#followers.tell(room, entry))
    return { entry, duplicate: false }
  }

  /** An append is done when it is called, and never fails. */
  together(work: () => void): void {
    work()
  }

  async read(room: RoomId, page: Page): Promise<Entry[]> {
    const entries = this.#logs.get(room)?.entries ?? []
    const { below, from } = pageRange(page)
    const end = Math.min(Math.max(below.seq - 1, 0), entries.length)
    const start = Math.max(from.seq - 1, 0)
    return [
      ...entries.slice(Math.max(end - below.limit, 0), end),
      ...entries.slice(start, start + from.limit),
    ]
  }

  async head(room: RoomId): Promise<LogHead> {
    const { epoch, entries } = this.#log(room)
    return { epoch, first: Math.min(1, entries.length) as Seq, last: entries.length as Seq }
  }

  async follow(room: RoomId, onEntry: (entry: Entry) => void): Promise<Unfollow> {
    return this.#followers.add(room, onEntry)
  }

  async close(): Promise<void> {
    this.#logs.clear()
  }

  #log(room: RoomId): Log {
    const known = this.#logs.get(room)
    if (known !== undefined) return known
    const log = { epoch: randomUUID() as Epoch, entries: [], byMark: new Map() }
    this.#logs.set(room, log)
    return log
  }

  #place(room: RoomId, { epoch, entries }: Log, draft: Draft): Entry {
    const { type, senderId, sender, message, nonce } = draft
    const seq = (entries.length + 1) as Seq
    return { type, roomId: room, seq, epoch, senderId, sender, message, sentAt: this.#now(), nonce }
  }
}
