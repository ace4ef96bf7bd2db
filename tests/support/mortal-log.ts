// A room log that can lose what it has, as a store does that others keep: all rooms begin another life, with what is left.
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId } from '../../protocol/ids.ts'
import { MemoryRoomLog } from '../../server/store/memory/memory-room-log.ts'
import type { Appended, Draft, Keep, LogHead, Page, RoomLog, Unfollow } from '../../server/store/room-log.ts'

type Done = (log: MemoryRoomLog) => Promise<unknown>

export class MortalLog implements RoomLog {
  /** What there is now. Only to be read. */
  now = this.#empty()
  /** How long a question is on its way, and its answer, each time. */
  way: (asked: 'head' | 'read' | 'rooms') => Promise<void> | void = () => {}
  #done: Done[] = []
  #times: number[] = []
  #life = 1
  #clock = 0

  /** How much was done: what `loseAfter` counts in. */
  get length(): number {
    return this.#done.length
  }

  /** `sentAt`: milliseconds since 1970. */
  append(room: RoomId, draft: Draft, sentAt = 1_700_000_000_000 + this.#done.length): Promise<Appended> {
    return this.#do(sentAt, (log) => log.append(room, draft)) as Promise<Appended>
  }

  trim(room: RoomId, keep: Keep, limit: number): Promise<number> {
    return this.#do(0, (log) => log.trim(room, keep, limit)) as Promise<number>
  }

  /** Leaves what the first so many deeds have made. With `toldSo` the logs have a new epoch; otherwise they are only shorter. */
  async loseAfter(deeds: number, { toldSo = true } = {}): Promise<void> {
    const times = this.#times.splice(0)
    const log = this.#empty()
    const left = this.#done.splice(0).slice(0, deeds)
    for (const [index, deed] of left.entries()) {
      this.#clock = times[index] ?? 0
      await deed(log)
    }
    this.#done = left
    this.#times = times.slice(0, deeds)
    this.now = log
    if (toldSo) this.tellSo()
  }

  /** Gives all logs a new epoch. */
  tellSo(): void {
    this.#life += 1
  }

  head(room: RoomId): Promise<LogHead> {
    return this.#answer('head', () => this.#headNow(room))
  }

  heads(rooms: readonly RoomId[]): Promise<LogHead[]> {
    return this.#answer('head', () => Promise.all(rooms.map((room) => this.#headNow(room))))
  }

  read(room: RoomId, page: Page): Promise<Entry[]> {
    return this.#answer('read', () => this.now.read(room, page))
  }

  rooms(after: RoomId | null, limit: number): Promise<RoomId[]> {
    return this.#answer('rooms', () => this.now.rooms(after, limit))
  }

  together(work: () => void): void {
    work()
  }

  holds(...asked: Parameters<RoomLog['holds']>): Promise<boolean> {
    return this.now.holds(...asked)
  }

  talksAfter(...asked: Parameters<RoomLog['talksAfter']>): Promise<number> {
    return this.now.talksAfter(...asked)
  }

  follow(): Promise<Unfollow> {
    throw new Error('Nobody follows this log.')
  }

  async close(): Promise<void> {}

  async #answer<Answer>(
    asked: Parameters<MortalLog['way']>[0],
    answer: () => Promise<Answer>,
  ): Promise<Answer> {
    await this.way(asked)
    const answered = await answer()
    await this.way(asked)
    return answered
  }

  async #headNow(room: RoomId): Promise<LogHead> {
    return { ...(await this.now.head(room)), epoch: `life-${this.#life}` as Epoch }
  }

  #do(time: number, deed: Done): Promise<unknown> {
    this.#clock = time
    this.#done.push(deed)
    this.#times.push(time)
    return deed(this.now)
  }

  #empty(): MemoryRoomLog {
    return new MemoryRoomLog({ now: () => this.#clock })
  }
}
