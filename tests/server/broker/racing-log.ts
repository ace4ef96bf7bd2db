// A room log in which every answer and every notification waits until the test says so: all interleavings that the
// port's contract allows, one step at a time.
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../../protocol/ids.ts'
import type {
  Appended,
  Draft,
  LogFollower,
  LogHead,
  Page,
  RoomLog,
  Unfollow,
} from '../../../server/store/room-log.ts'
import type { Random } from '../../support/random.ts'

export const EPOCH = 'epoch' as Epoch

/** A log of one room. */
export class RacingLog implements RoomLog {
  readonly entries: Entry[] = []
  readonly #random: Random
  readonly #followers = new Set<LogFollower>()
  /** Entries that the followers have not been told of. */
  #untold: { entry: Entry; followers: LogFollower[] }[] = []
  /** Answers on their way. */
  #answers: (() => void)[] = []

  constructor(random: Random) {
    this.#random = random
  }

  /** Keeps one more entry. Its followers are told later, and those who follow later are not told of it. */
  add(roomId: RoomId): void {
    const seq = (this.entries.length + 1) as Seq
    const text = { senderId: 'a', sender: 'a', message: `${seq}`, nonce: `${seq}` }
    const entry = { type: 'TALK', roomId, seq, epoch: EPOCH, sentAt: 1, ...text } as Entry
    this.entries.push(entry)
    this.#untold.push({ entry, followers: [...this.#followers] })
  }

  /** Lets one thing that waits happen, at random. False where nothing waits. */
  step(): boolean {
    const waiting = this.#answers.length + Math.min(1, this.#untold.length)
    if (waiting === 0) return false
    const chosen = this.#random.below(waiting)
    if (chosen < this.#answers.length) this.#answers.splice(chosen, 1)[0]?.()
    else this.#tell()
    return true
  }

  holds(): Promise<boolean> {
    throw new Error('This log is not asked for that.')
  }

  head(): Promise<LogHead> {
    const last = (): Seq => this.entries.length as Seq
    return this.#later(() => ({ epoch: EPOCH, first: Math.min(1, last()) as Seq, last: last() }))
  }

  heads(): Promise<LogHead[]> {
    throw new Error('This log is not asked for that.')
  }

  read(_room: RoomId, page: Page): Promise<Entry[]> {
    const from = 'after' in page ? page.after : 0
    // Small pages, so that a replay has many places to be interrupted at.
    return this.#later(() => this.entries.slice(from, from + Math.min(page.limit, 3)))
  }

  follow(_room: RoomId, follower: LogFollower): Promise<Unfollow> {
    return this.#later(() => {
      this.#followers.add(follower)
      return () => this.#followers.delete(follower)
    })
  }

  append(_room: RoomId, _draft: Draft): Promise<Appended> {
    throw new Error('Entries come by add().')
  }

  async talksAfter(_room: RoomId, seq: Seq): Promise<number> {
    return this.entries.length - seq
  }

  together(work: () => void): void {
    work()
  }

  async trim(): Promise<number> {
    return 0
  }

  async rooms(): Promise<RoomId[]> {
    return []
  }

  async close(): Promise<void> {}

  #tell(): void {
    const next = this.#untold.shift()
    for (const follower of next?.followers ?? [])
      if (next && this.#followers.has(follower)) follower.onEntry(next.entry)
  }

  /** The store looks when it is asked or when it answers, whichever is worse. */
  #later<Answer>(look: () => Answer): Promise<Answer> {
    const now = this.#random.onceIn(2) ? { seen: look() } : null
    return new Promise((resolve) => this.#answers.push(() => resolve(now === null ? look() : now.seen)))
  }
}
