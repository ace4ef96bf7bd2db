// How many messages wait in the rooms that a person is in but does not look at.
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { ChatConnection } from '../connection/chat-connection.ts'
import type { RestClient } from '../connection/rest-client.ts'
import { followRoom } from '../connection/room-subscription.ts'
import type { Watch } from '../connection/subscription-book.ts'
import type { ReadMarks } from './read-marks.ts'

/** Beyond this many, nobody counts. */
export const MOST_UNREAD = 99
/** So many rooms are followed at most: a connection may have only so many subscriptions. */
const MOST_ROOMS = 100
/** So many pages are read to count what waits in a room; beyond them nobody will read it all. */
const MOST_PAGES = 20

/** `watch` is null while the room is being asked for. */
interface Following {
  watch: Watch | null
}

/** Rooms without unread messages are left out. */
export type UnreadCounts = Readonly<Partial<Record<RoomId, number>>>

interface UnreadPorts {
  rest: Pick<RestClient, 'room' | 'messages'>
  connection: Pick<ChatConnection, 'watch'>
  marks: ReadMarks
  me: UserId
  /** The counts have changed. */
  onCounts(counts: UnreadCounts): void
}

export class Unread {
  readonly #ports: UnreadPorts
  #counts: UnreadCounts = {}
  readonly #followed = new Map<RoomId, Following>()

  constructor(ports: UnreadPorts) {
    this.#ports = ports
  }

  /** Follows every room with a mark but the one that is open. A host that does not answer is asked at the next call. */
  followAll(open: RoomId | null): void {
    for (const roomId of this.#ports.marks.rooms) if (roomId !== open) this.follow(roomId)
  }

  follow(roomId: RoomId): void {
    if (this.#followed.has(roomId) || this.#followed.size >= MOST_ROOMS) return
    if (this.#ports.marks.at(roomId) === null) return
    const following: Following = { watch: null }
    this.#followed.set(roomId, following)
    this.#open(roomId, following).catch(() => {
      if (this.#followed.get(roomId) === following) this.#followed.delete(roomId)
    })
  }

  /** The room is looked at now, or left: nothing waits in it. */
  unfollow(roomId: RoomId): void {
    this.#followed.get(roomId)?.watch?.stop()
    this.#followed.delete(roomId)
    this.#count(roomId, 0)
  }

  async #open(roomId: RoomId, following: Following): Promise<void> {
    const { rest, marks } = this.#ports
    const detail = await rest.room(roomId)
    if (this.#followed.get(roomId) !== following) return
    if (!detail.joined) return this.#forget(roomId)
    const mark = marks.at(roomId)
    const from = mark?.epoch === detail.epoch ? mark.seq : detail.seq
    const { count, last } = await this.#countAfter(roomId, from)
    if (this.#followed.get(roomId) !== following) return
    this.#count(roomId, count)
    following.watch = this.#watch(roomId, { epoch: detail.epoch, last: last ?? detail.seq })
  }

  /** Reads until there is no more to count. `last` is the newest entry of the log, or null where reading stopped before it. */
  async #countAfter(roomId: RoomId, from: Seq): Promise<{ count: number; last: Seq | null }> {
    let [count, last] = [0, from]
    for (let pages = 0; pages < MOST_PAGES && count <= MOST_UNREAD; pages += 1) {
      const page = await this.#ports.rest.messages(roomId, { after: last, limit: MOST_UNREAD + 1 })
      count += page.entries.filter((entry) => this.#isUnread(entry)).length
      last = page.entries.at(-1)?.seq ?? last
      if (!page.more) return { count, last }
    }
    return { count, last: null }
  }

  #watch(roomId: RoomId, from: { epoch: Epoch; last: Seq }): Watch {
    return followRoom(this.#ports.connection, roomId, from, {
      onEntry: (entry) => {
        if (this.#isUnread(entry)) this.#count(roomId, (this.#counts[roomId] ?? 0) + 1)
      },
      onReload: () => {
        this.unfollow(roomId)
        this.follow(roomId)
      },
    })
  }

  #isUnread(entry: Entry): boolean {
    return entry.type === 'TALK' && entry.senderId !== this.#ports.me
  }

  #count(roomId: RoomId, count: number): void {
    const { [roomId]: _, ...others } = this.#counts
    this.#counts = count === 0 ? others : { ...others, [roomId]: count }
    this.#ports.onCounts(this.#counts)
  }

  #forget(roomId: RoomId): void {
    this.#ports.marks.forget(roomId)
    this.#followed.delete(roomId)
  }
}
