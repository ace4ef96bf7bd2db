// The rooms whose unread messages somebody listens to. Each room's log is followed once for all of them, and only while
// there are any; an entry only notes that there is something to count, and twice a second at most it is counted.
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { Unfollow } from '../store/room-log.ts'
import type { Later } from './later.ts'
import type { ChatPorts } from './ports.ts'

/** Milliseconds from the first change until all that have come are counted. */
const GATHERING = 500

/** How many messages wait for somebody in a room: those after `read`, while the log stands at `seq`. */
export interface Unread {
  roomId: RoomId
  seq: Seq
  read: Seq
  unread: number
}

/** Somebody who wants to know. */
export interface Watcher {
  /** How far they have read; null where they are not in the room any more. */
  markIn(roomId: RoomId): Seq | null
  count(unread: Unread): void
}

interface WatchedRoom {
  watchers: Set<Watcher>
  following: Promise<Unfollow>
}

export interface WatchedRoomsParts {
  ports: Pick<ChatPorts, 'log'>
  later: Later
  reportFailure: (error: unknown) => void
}

export class WatchedRooms {
  readonly #parts: WatchedRoomsParts
  readonly #rooms = new Map<RoomId, WatchedRoom>()
  /** For whom to count anew: everybody, where something was written. */
  #changed = new Map<RoomId, Set<Watcher> | 'everybody'>()

  constructor(parts: WatchedRoomsParts) {
    this.#parts = parts
  }

  /** Resolves when the room is followed. Rejects for an outage of the store. */
  async add(roomId: RoomId, watcher: Watcher): Promise<void> {
    const room = this.#rooms.get(roomId) ?? this.#open(roomId)
    room.watchers.add(watcher)
    await room.following
  }

  remove(roomId: RoomId, watcher: Watcher): void {
    const room = this.#rooms.get(roomId)
    if (room?.watchers.delete(watcher) !== true || room.watchers.size > 0) return
    this.#rooms.delete(roomId)
    room.following.then(
      (unfollow) => unfollow(),
      () => {},
    )
  }

  /** The watcher's mark has moved. */
  recount(roomId: RoomId, watcher: Watcher): void {
    const whom = this.#changed.get(roomId) ?? new Set()
    if (whom !== 'everybody') this.#note(roomId, whom.add(watcher))
  }

  #open(roomId: RoomId): WatchedRoom {
    const note = () => this.#note(roomId, 'everybody')
    const following = this.#parts.ports.log.follow(roomId, { onEntry: note, onGap: note })
    const room = { watchers: new Set<Watcher>(), following }
    this.#rooms.set(roomId, room)
    return room
  }

  #note(roomId: RoomId, whom: Set<Watcher> | 'everybody'): void {
    if (this.#changed.size === 0) this.#parts.later(() => void this.#countAll(), GATHERING)
    this.#changed.set(roomId, whom)
  }

  /** Never rejects: what could not be counted is counted the next time. */
  async #countAll(): Promise<void> {
    const changed = this.#changed
    this.#changed = new Map()
    for (const [roomId, whom] of changed) {
      const watchers = this.#rooms.get(roomId)?.watchers
      if (watchers === undefined) continue
      await this.#count(roomId, whom === 'everybody' ? [...watchers] : [...whom]).catch((error: unknown) => {
        this.#parts.reportFailure(error)
        this.#note(roomId, 'everybody')
      })
    }
  }

  /** Most watchers have read equally far: that is counted once. */
  async #count(roomId: RoomId, watchers: readonly Watcher[]): Promise<void> {
    const { log } = this.#parts.ports
    const { last } = await log.head(roomId)
    const counts = new Map<Seq, number>()
    for (const watcher of watchers) {
      const read = watcher.markIn(roomId)
      if (read === null) continue
      const unread = counts.get(read) ?? (await log.talksAfter(roomId, read))
      counts.set(read, unread)
      watcher.count({ roomId, seq: last, read, unread })
    }
  }
}
