// A room log that may lose its newest entries, as a store out there may: its followers are told of a gap, when the test says so.
import type { Entry } from '../../../protocol/entry.ts'
import { MemoryRoomLog } from '../../../server/store/memory/memory-room-log.ts'
import type { LogFollower, LogHead, RoomLog } from '../../../server/store/room-log.ts'
import { room, seq } from '../../contracts/samples.ts'

/** Of one room. */
export class LosingLog implements RoomLog {
  readonly #room = room('a')
  readonly #followers = new Set<LogFollower>()
  #log = new MemoryRoomLog({ now: () => 1 })

  append: RoomLog['append'] = (...args) => this.#log.append(...args)
  together: RoomLog['together'] = (work) => this.#log.together(work)
  read: RoomLog['read'] = (...args) => this.#log.read(...args)
  holds: RoomLog['holds'] = (...args) => this.#log.holds(...args)
  head: RoomLog['head'] = (id) => this.#log.head(id)
  heads: RoomLog['heads'] = (ids) => this.#log.heads(ids)
  talksAfter: RoomLog['talksAfter'] = (...args) => this.#log.talksAfter(...args)
  trim: RoomLog['trim'] = (...args) => this.#log.trim(...args)
  rooms: RoomLog['rooms'] = (...args) => this.#log.rooms(...args)
  close: RoomLog['close'] = () => this.#log.close()

  follow: RoomLog['follow'] = async (_room, follower) => {
    if (this.#followers.size === 0) await this.#listen()
    this.#followers.add(follower)
    return () => void this.#followers.delete(follower)
  }

  /** Only the first so many entries are left, in a new epoch. Nobody is told. Answers where it stands. */
  async lose(left: number): Promise<LogHead> {
    const kept = await this.#log.read(this.#room, { after: seq(0), limit: left })
    this.#log = new MemoryRoomLog({ now: () => 1 })
    for (const entry of kept) await this.#log.append(this.#room, entry)
    await this.#listen()
    return this.#log.head(this.#room)
  }

  /** Followers are told. */
  tellGap({ epoch, last }: LogHead): void {
    for (const follower of this.#followers) follower.onGap({ epoch, from: seq(Math.min(1, last)), to: last })
  }

  /** Followers are told of an entry that was on its way. */
  tell(entry: Entry): void {
    for (const follower of this.#followers) follower.onEntry(entry)
  }

  /** What an earlier log still calls back with is heard no more. */
  async #listen(): Promise<void> {
    const log = this.#log
    await log.follow(this.#room, {
      onEntry: (entry) => {
        if (log === this.#log) for (const follower of this.#followers) follower.onEntry(entry)
      },
      onGap: () => {},
    })
  }
}
