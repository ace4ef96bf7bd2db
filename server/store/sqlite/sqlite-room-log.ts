// The rooms' logs in SQLite: what is said in one turn of the event loop is kept in one transaction, and in a rush that of
// several turns.
import type { Entry } from '../../../protocol/entry.ts'
import type { Nonce, RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import { toEntry } from '../entry-of.ts'
import { Followers } from '../followers.ts'
import type { Appended, Draft, Keep, LogFollower, LogHead, Page, RoomLog, Unfollow } from '../room-log.ts'
import { BUSY, isBusy, onceFree } from './busy.ts'
import { restAfter } from './commit-rest.ts'
import type { Database } from './database.ts'
import { EntryRows } from './entry-rows.ts'
import { GroupCommit } from './group-commit.ts'
import { LogHeads, type OpenLog } from './log-heads.ts'
import { orUnavailable } from './outage.ts'
import { Trimming } from './trimming.ts'

export interface SqliteRoomLogOptions {
  /** Milliseconds since 1970. */
  now: () => number
  /**
   * How busy the thread is, from 0 to 1: where it has next to no time left, what is said is gathered for some milliseconds.
   */
  load?: () => number
}

interface Post {
  room: RoomId
  draft: Draft
}

/** The only writer of its database's logs. What it has answered for survives as the database's durability says. */
export class SqliteRoomLog implements RoomLog {
  readonly #now: () => number
  readonly #heads: LogHeads
  readonly #rows: EntryRows
  readonly #trimming: Trimming
  readonly #keep: (posts: readonly Post[]) => Appended[]
  readonly #commits: GroupCommit<Post, Appended>
  readonly #followers = new Followers<RoomId, Entry>()
  readonly #events: Database['events']
  /** Whether a batch that is not committed yet has taken texts out of their rows. */
  #textsReplaced = false

  constructor(database: Database, { now, load = () => 0 }: SqliteRoomLogOptions) {
    this.#now = now
    this.#events = database.events
    this.#heads = new LogHeads(database)
    this.#rows = new EntryRows(database)
    this.#trimming = new Trimming(database)
    this.#keep = database.connection.transaction((posts: readonly Post[]) =>
      posts.map((post) => this.#place(post)),
    )
    this.#commits = new GroupCommit(
      (posts) => this.#commit(posts),
      { ...BUSY, passes: isBusy },
      (size) => restAfter(size, load()),
    )
  }

  append(room: RoomId, draft: Draft): Promise<Appended> {
    return this.#commits.add({ room, draft })
  }

  together(work: () => void): void {
    this.#commits.together(work)
  }

  async read(room: RoomId, page: Page): Promise<Entry[]> {
    return orUnavailable(() => {
      const log = this.#heads.find(room)
      return log === null ? [] : this.#rows.page(room, log, page)
    })
  }

  async holds(room: RoomId, sender: UserId, nonce: Nonce): Promise<boolean> {
    return orUnavailable(() => {
      const log = this.#heads.find(room)
      return log !== null && this.#rows.holds(log, sender, nonce)
    })
  }

  async head(room: RoomId): Promise<LogHead> {
    const { epoch, first, last } = await onceFree(() => this.#heads.findOrCreate(room))
    return { epoch, first, last }
  }

  heads(rooms: readonly RoomId[]): Promise<LogHead[]> {
    return Promise.all(rooms.map((room) => this.head(room)))
  }

  async talksAfter(room: RoomId, seq: Seq): Promise<number> {
    return orUnavailable(() => {
      const log = this.#heads.find(room)
      return log === null ? 0 : this.#rows.talksAfter(log, seq)
    })
  }

  async trim(room: RoomId, keep: Keep, limit: number): Promise<number> {
    const removed = await onceFree(() => {
      const log = this.#heads.find(room)
      return log === null ? 0 : this.#trimming.trim(log, keep, limit)
    })
    if (removed > 0) this.#events.emit('textRemoved')
    return removed
  }

  async rooms(after: RoomId | null, limit: number): Promise<RoomId[]> {
    return orUnavailable(() => this.#heads.rooms(after, limit))
  }

  /** Nothing is ever lost on the way, so there is no gap. */
  async follow(room: RoomId, follower: LogFollower): Promise<Unfollow> {
    return this.#followers.add(room, (entry) => follower.onEntry(entry))
  }

  async close(): Promise<void> {
    this.#commits.flush()
  }

  #commit(posts: readonly Post[]): Appended[] {
    this.#textsReplaced = false
    const kept = this.#keepAll(posts)
    if (this.#textsReplaced) this.#events.emit('textRemoved')
    for (const { entry, duplicate } of kept) if (!duplicate) this.#followers.tell(entry.roomId, entry)
    return kept
  }

  #keepAll(posts: readonly Post[]): Appended[] {
    try {
      return orUnavailable(() => this.#keep(posts))
    } catch (error) {
      for (const { room } of posts) this.#heads.forget(room)
      throw error
    }
  }

  /** Within a transaction. */
  #place({ room, draft }: Post): Appended {
    const log = this.#heads.findOrCreate(room)
    const { type, senderId, sender, message, nonce, reason = null, refersTo = null } = draft
    const { epoch } = log
    const seq = (log.last + 1) as Seq
    const sentAt = this.#now()
    const line = { type, roomId: room, seq, epoch, senderId, sender, message, sentAt, nonce }
    const entry = toEntry(line, reason, refersTo)
    if (!this.#rows.insert(log, entry)) return { entry: this.#rows.marked(room, log, draft), duplicate: true }
    log.last = seq
    if (log.first === 0) log.first = seq
    if (refersTo !== null) this.#amend(log, entry)
    return { entry, duplicate: false }
  }

  #amend(log: OpenLog, entry: Entry): void {
    if (this.#rows.amend(log, entry)) this.#textsReplaced = true
    else entry.message = ''
  }
}
