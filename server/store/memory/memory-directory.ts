// The directory in memory: gone with the process. For tests, and for hosts that must keep nothing.
import type { RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import type { Room, User } from '../../../protocol/rest.ts'
import type {
  Directory,
  DirectRoom,
  Invited,
  Membership,
  NewDirectRoom,
  NewRoom,
  Reader,
  RoomChange,
  Seat,
  Standing,
  Stay,
} from '../directory.ts'
import { pairKey } from '../pair-key.ts'
import { isBanned, isPresent, Places } from './places.ts'

const NOTHING = 0 as Seq

interface KnownRoom {
  room: Omit<Room, 'members'>
  places: Places
  marks: Map<UserId, Seq>
}

/** "Durable" means here: until the process ends. */
export class MemoryDirectory implements Directory {
  readonly #rooms = new Map<RoomId, KnownRoom>()
  readonly #directRooms = new Map<string, RoomId>()

  async createRoom({ createdBy, ...room }: NewRoom): Promise<void> {
    if (this.#rooms.has(room.roomId)) throw new Error(`There is a room ${room.roomId} already.`)
    this.#add({ ...room, ownerId: createdBy })
  }

  async openDirectRoom(room: NewDirectRoom, pair: readonly [User, User]): Promise<DirectRoom> {
    const key = pairKey(pair)
    const known = this.#directRooms.get(key)
    if (known !== undefined) return { roomId: known, isNew: false }
    const { places } = this.#add({ ...room, name: '', kind: 'direct', ownerId: null })
    for (const user of pair) places.set(user, { present: true, stay: 1 })
    this.#directRooms.set(key, room.roomId)
    return { roomId: room.roomId, isNew: true }
  }

  async changeRoom(room: RoomId, { closedAt, ...change }: RoomChange): Promise<void> {
    const known = this.#known(room)
    known.room = { ...known.room, ...change, closedAt: known.room.closedAt ?? closedAt ?? null }
  }

  async room(room: RoomId): Promise<Room | null> {
    const known = this.#rooms.get(room)
    return known === undefined ? null : toRoom(known)
  }

  async openRooms(): Promise<Room[]> {
    return this.#byAge()
      .map(toRoom)
      .filter(({ kind, closedAt }) => kind === 'open' && closedAt === null)
  }

  async membership(room: RoomId, user: UserId): Promise<Standing> {
    const place = this.#rooms.get(room)?.places.find(user)
    if (place === undefined) return { present: false, stay: 0, banned: false, invited: false }
    const { present, stay, bannedAt, invitation } = place
    return { present, stay, banned: bannedAt !== null, invited: invitation !== null }
  }

  async setMembership(
    room: RoomId,
    user: User,
    membership: Membership,
    byInvitation = false,
  ): Promise<boolean> {
    return this.#known(room).places.set(user, membership, byInvitation)
  }

  async members(room: RoomId): Promise<Reader[]> {
    const known = this.#rooms.get(room)
    if (known === undefined) return []
    return known.places.present.map((user) => ({ ...user, read: known.marks.get(user.userId) ?? NOTHING }))
  }

  newcomer(): void {}

  async stays(user: UserId): Promise<Stay[]> {
    return this.#byAge()
      .filter(({ places }) => isPresent(places.find(user)))
      .map(({ room, marks }) => ({ roomId: room.roomId, read: marks.get(user) ?? NOTHING }))
  }

  async seats(after: Seat | null, limit: number): Promise<Seat[]> {
    const open = [...this.#rooms.values()].filter(({ room }) => room.kind === 'open')
    const all = open.flatMap((known) =>
      known.places.present.map((user) => ({ roomId: known.room.roomId, user })),
    )
    const ordered = all.sort((a, b) => compare(keyOf(a), keyOf(b)))
    const rest = after === null ? ordered : ordered.filter((seat) => keyOf(seat) > keyOf(after))
    return rest.slice(0, limit)
  }

  async roomsOf(user: UserId): Promise<RoomId[]> {
    const rooms = [...this.#rooms.values()]
    return rooms.filter(({ places }) => isPresent(places.find(user))).map(({ room }) => room.roomId)
  }

  async memberAnywhere(user: UserId): Promise<User | null> {
    for (const { places } of this.#rooms.values()) {
      const place = places.find(user)
      if (isPresent(place)) return { ...place.user }
    }
    return null
  }

  async ban(room: RoomId, user: User, at: number): Promise<void> {
    this.#known(room).places.ban(user, at)
  }

  async liftBan(room: RoomId, user: UserId): Promise<void> {
    this.#rooms.get(room)?.places.liftBan(user)
  }

  async banned(room: RoomId): Promise<User[]> {
    return this.#rooms.get(room)?.places.banned ?? []
  }

  async bannedFrom(user: UserId): Promise<RoomId[]> {
    const rooms = [...this.#rooms.values()].filter(({ places }) => isBanned(places.find(user)))
    return rooms.map(({ room }) => room.roomId)
  }

  async invite(user: User, invitation: Invited): Promise<void> {
    this.#known(invitation.roomId).places.invite(user, invitation)
  }

  async withdrawInvitation(room: RoomId, user: UserId): Promise<void> {
    this.#rooms.get(room)?.places.withdraw(user)
  }

  async invitations(user: UserId): Promise<Invited[]> {
    const places = [...this.#rooms.values()].map((known) => known.places.find(user))
    const invitations = places.map((place) => place?.invitation ?? null).filter((each) => each !== null)
    return invitations.sort((a, b) => a.at - b.at)
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

  #add(room: Pick<Room, 'roomId' | 'name' | 'kind' | 'createdAt' | 'ownerId'>): KnownRoom {
    const settings = { topic: '', slowMode: 0, announcementOnly: false, closedAt: null }
    const known = { room: { ...room, ...settings }, places: new Places(), marks: new Map<UserId, Seq>() }
    this.#rooms.set(room.roomId, known)
    return known
  }

  #byAge(): KnownRoom[] {
    return [...this.#rooms.values()].sort((a, b) => a.room.createdAt - b.room.createdAt)
  }

  #known(room: RoomId): KnownRoom {
    const known = this.#rooms.get(room)
    if (known === undefined) throw new Error(`There is no room ${room}.`)
    return known
  }
}

/** Ids have no spaces, and nothing sorts before one. */
function keyOf({ roomId, user }: Seat): string {
  return `${user.userId} ${roomId}`
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function toRoom({ room, places }: KnownRoom): Room {
  return { ...room, members: places.present.length }
}
