// The directory in memory: gone with the process. For tests, and for hosts that must keep nothing.
import type { RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import type { Room, User } from '../../../protocol/rest.ts'
import type { Directory, Membership, NewRoom, Stay } from '../directory.ts'

const NOTHING = 0 as Seq

interface Place extends Membership {
  user: User
}

interface KnownRoom {
  room: NewRoom
  /** Everybody who ever entered; those who are present stand in order of their latest entering. */
  places: Map<UserId, Place>
  marks: Map<UserId, Seq>
}

/** "Durable" means here: until the process ends. */
export class MemoryDirectory implements Directory {
  readonly #rooms = new Map<RoomId, KnownRoom>()

  async createRoom(room: NewRoom): Promise<void> {
    if (this.#rooms.has(room.roomId)) throw new Error(`There is a room ${room.roomId} already.`)
    this.#rooms.set(room.roomId, { room: { ...room }, places: new Map(), marks: new Map() })
  }

  async room(room: RoomId): Promise<Room | null> {
    const known = this.#rooms.get(room)
    return known === undefined ? null : toRoom(known)
  }

  async rooms(): Promise<Room[]> {
    const rooms = [...this.#rooms.values()].map(toRoom)
    return rooms.sort((a, b) => a.createdAt - b.createdAt)
  }

  async membership(room: RoomId, user: UserId): Promise<Membership> {
    const place = this.#rooms.get(room)?.places.get(user)
    return place === undefined ? { present: false, stay: 0 } : { present: place.present, stay: place.stay }
  }

  async setMembership(room: RoomId, user: User, membership: Membership): Promise<void> {
    const { places } = this.#known(room)
    const before = places.get(user.userId) ?? { present: false, stay: 0 }
    if (stepOf(membership) < stepOf(before)) return
    if (membership.stay > before.stay) places.delete(user.userId)
    places.set(user.userId, { user: { ...user }, ...membership })
  }

  async members(room: RoomId): Promise<User[]> {
    const known = this.#rooms.get(room)
    return known === undefined ? [] : presentIn(known).map(({ user }) => ({ ...user }))
  }

  newcomer(): void {}

  async stays(user: UserId): Promise<Stay[]> {
    const rooms = (await this.rooms()).map(({ roomId }) => this.#known(roomId))
    return rooms
      .filter(({ places }) => places.get(user)?.present)
      .map(({ room, marks }) => ({ roomId: room.roomId, read: marks.get(user) ?? NOTHING }))
  }

  async roomsOf(user: UserId): Promise<RoomId[]> {
    const rooms = [...this.#rooms.values()]
    return rooms.filter(({ places }) => places.get(user)?.present).map(({ room }) => room.roomId)
  }

  async readMark(room: RoomId, user: UserId): Promise<Seq> {
    return this.#rooms.get(room)?.marks.get(user) ?? NOTHING
  }

  async markRead(room: RoomId, user: UserId, seq: Seq): Promise<boolean> {
    const { marks } = this.#known(room)
    const moves = seq > (marks.get(user) ?? -1)
    if (moves) marks.set(user, seq)
    return moves
  }

  async close(): Promise<void> {
    this.#rooms.clear()
  }

  #known(room: RoomId): KnownRoom {
    const known = this.#rooms.get(room)
    if (known === undefined) throw new Error(`There is no room ${room}.`)
    return known
  }
}

/** Stays in the order in which they come to pass: each begins, then ends. */
function stepOf({ present, stay }: Membership): number {
  return 2 * stay - (present ? 1 : 0)
}

function presentIn({ places }: KnownRoom): Place[] {
  return [...places.values()].filter(({ present }) => present)
}

function toRoom(known: KnownRoom): Room {
  const { roomId, name, createdAt } = known.room
  return { roomId, name, members: presentIn(known).length, createdAt }
}
