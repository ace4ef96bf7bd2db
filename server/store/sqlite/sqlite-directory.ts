// The directory in SQLite: every change is a transaction of its own.
import type { RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import type { Room, User } from '../../../protocol/rest.ts'
import type { Directory, Membership, NewRoom, Stay } from '../directory.ts'
import { Recent } from '../recent.ts'
import { onceFree } from './busy.ts'
import type { Database } from './database.ts'
import { directoryStatements, type DirectoryStatements } from './directory-statements.ts'
import { orUnavailable } from './outage.ts'

const NOTHING = 0 as Seq

/** How many rooms and memberships are remembered: those that are talked in come up with every message. */
const REMEMBERED = 2_000
/** Of how many people their rooms are: of those who come and go, or come back, just now. */
const REMEMBERED_PEOPLE = 256

/** What it has answered for survives as the database's durability says. */
export class SqliteDirectory implements Directory {
  readonly #statements: DirectoryStatements
  readonly #rooms = new Recent<RoomId, Room>(REMEMBERED)
  readonly #memberships = new Recent<string, Membership>(REMEMBERED)
  readonly #roomsOf = new Recent<UserId, RoomId[]>(REMEMBERED_PEOPLE)

  constructor(database: Database) {
    this.#statements = directoryStatements(database)
  }

  async createRoom(room: NewRoom): Promise<void> {
    await onceFree(() => this.#statements.createRoom.run(room))
  }

  async room(room: RoomId): Promise<Room | null> {
    const remembered = this.#rooms.get(room)
    if (remembered !== undefined) return remembered
    const found = orUnavailable(() => this.#statements.room.get(room))
    return found === undefined ? null : this.#rooms.set(room, found)
  }

  async rooms(): Promise<Room[]> {
    return orUnavailable(() => this.#statements.rooms.all())
  }

  async membership(room: RoomId, user: UserId): Promise<Membership> {
    const place = placeOf(room, user)
    return this.#memberships.get(place) ?? this.#memberships.set(place, this.#findMembership(room, user))
  }

  async setMembership(room: RoomId, user: User, { present, stay }: Membership): Promise<void> {
    const row = { room, user: user.userId, name: user.name, present: present ? 1 : 0, stay }
    await onceFree(() => {
      this.#statements.setMembership.run(row)
      this.#rooms.forget(room)
      this.#memberships.forget(placeOf(room, user.userId))
      this.#roomsOf.forget(user.userId)
    })
  }

  async members(room: RoomId): Promise<User[]> {
    return orUnavailable(() => this.#statements.members.all(room))
  }

  async stays(user: UserId): Promise<Stay[]> {
    return orUnavailable(() => this.#statements.stays.all(user))
  }

  newcomer(user: UserId): void {
    this.#roomsOf.set(user, [])
  }

  async roomsOf(user: UserId): Promise<RoomId[]> {
    const find = (): RoomId[] => orUnavailable(() => this.#statements.roomsOf.all(user))
    return this.#roomsOf.get(user) ?? this.#roomsOf.set(user, find())
  }

  async readMark(room: RoomId, user: UserId): Promise<Seq> {
    return orUnavailable(() => this.#statements.readMark.get(room, user)) ?? NOTHING
  }

  async markRead(room: RoomId, user: UserId, seq: Seq): Promise<boolean> {
    return (await onceFree(() => this.#statements.markRead.run(room, user, seq))).changes === 1
  }

  async close(): Promise<void> {}

  #findMembership(room: RoomId, user: UserId): Membership {
    const found = orUnavailable(() => this.#statements.membership.get(room, user))
    return found === undefined ? { present: false, stay: 0 } : { ...found, present: found.present === 1 }
  }
}

/** Ids have no spaces. */
function placeOf(room: RoomId, user: UserId): string {
  return `${room} ${user}`
}
