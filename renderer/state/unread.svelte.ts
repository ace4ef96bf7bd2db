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

interface UnreadPorts {
  rest: Pick<RestClient, 'room' | 'messages'>
  connection: Pick<ChatConnection, 'watch'>
  marks: ReadMarks
  me: UserId
}

export class Unread {
  counts = $state.raw<ReadonlyMap<RoomId, number>>(new Map())
  readonly #ports: UnreadPorts
  /** Null while the room is being asked for. */
  readonly #followed = new Map<RoomId, Watch | null>()

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
    this.#followed.set(roomId, null)
    this.#open(roomId).catch(() => this.#followed.delete(roomId))
  }

  /** The room is looked at now, or left: nothing waits in it. */
  unfollow(roomId: RoomId): void {
    this.#followed.get(roomId)?.stop()
    this.#followed.delete(roomId)
    this.#count(roomId, 0)
  }

  async #open(roomId: RoomId): Promise<void> {
    const { rest, marks } = this.#ports
    const detail = await rest.room(roomId)
    if (!detail.joined) return this.#forget(roomId)
    const mark = marks.at(roomId)
    const from = mark?.epoch === detail.epoch ? mark.seq : detail.seq
    const page = await rest.messages(roomId, { after: from, limit: MOST_UNREAD + 1 })
    if (!this.#followed.has(roomId)) return
    this.#count(roomId, page.entries.filter((entry) => this.#counts(entry)).length)
    const last = page.more ? detail.seq : (page.entries.at(-1)?.seq ?? from)
    this.#followed.set(roomId, this.#watch(roomId, { epoch: detail.epoch, last }))
  }

  #watch(roomId: RoomId, from: { epoch: Epoch; last: Seq }): Watch {
    return followRoom(this.#ports.connection, roomId, from, {
      onEntry: (entry) => {
        if (this.#counts(entry)) this.#count(roomId, (this.counts.get(roomId) ?? 0) + 1)
      },
      onReload: () => {
        this.unfollow(roomId)
        this.follow(roomId)
      },
    })
  }

  #counts(entry: Entry): boolean {
    return entry.type === 'TALK' && entry.senderId !== this.#ports.me
  }

  #count(roomId: RoomId, count: number): void {
    const counts = new Map(this.counts)
    if (count === 0) counts.delete(roomId)
    else counts.set(roomId, count)
    this.counts = counts
  }

  #forget(roomId: RoomId): void {
    this.#ports.marks.forget(roomId)
    this.#followed.delete(roomId)
  }
}
