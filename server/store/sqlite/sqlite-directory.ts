// The directory in SQLite: every change is a transaction of its own.
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
import { Recent } from '../recent.ts'
import { onceFree } from './busy.ts'
import type { Database } from './database.ts'
import { directoryStatements, type DirectoryStatements } from './directory-statements.ts'
import { doorStatements, toInvited, type DoorStatements } from './door-statements.ts'
import { orUnavailable } from './outage.ts'
import { toBit, toChangeRow, toRoom, toStanding } from './room-rows.ts'

const NOTHING = 0 as Seq

/** How many rooms and memberships are remembered: those that are talked in come up with every message. */
const REMEMBERED = 2_000
/** Of how many people their rooms are: of those who come and go, or come back, just now. */
const REMEMBERED_PEOPLE = 256

const STRANGER: Standing = { present: false, stay: 0, banned: false, invited: false }

/** What it has answered for survives as the database's durability says. */
export class SqliteDirectory implements Directory {
  readonly #connection: Database['connection']
  readonly #statements: DirectoryStatements
  readonly #door: DoorStatements
  readonly #rooms = new Recent<RoomId, Room>(REMEMBERED)
  readonly #memberships = new Recent<string, Standing>(REMEMBERED)
  readonly #roomsOf = new Recent<UserId, RoomId[]>(REMEMBERED_PEOPLE)
  /** People of whom the store knows nothing yet. */
  readonly #newcomers = new Recent<UserId, true>(REMEMBERED_PEOPLE)

  constructor(database: Database) {
    this.#connection = database.connection
    this.#statements = directoryStatements(database)
    this.#door = doorStatements(database)
  }

  async createRoom(room: NewRoom): Promise<void> {
    await onceFree(() => this.#statements.createRoom.run(room))
  }

  async openDirectRoom(room: NewDirectRoom, pair: readonly [User, User]): Promise<DirectRoom> {
    const key = pairKey(pair)
    return onceFree(() => {
      const known = this.#statements.directRoom.get(key)
      if (known !== undefined) return { roomId: known, isNew: false }
      this.#connection.transaction(() => this.#createDirectRoom(room, pair, key))()
      for (const { userId } of pair) this.#forgetPlace(room.roomId, userId)
      return { roomId: room.roomId, isNew: true }
    })
  }

  async changeRoom(room: RoomId, change: RoomChange): Promise<void> {
    const { changes } = await onceFree(() => this.#statements.changeRoom.run(toChangeRow(room, change)))
    if (changes === 0) throw new Error(`There is no room ${room}.`)
    this.#rooms.forget(room)
  }

  async room(room: RoomId): Promise<Room | null> {
    const remembered = this.#rooms.get(room)
    if (remembered !== undefined) return remembered
    const found = orUnavailable(() => this.#statements.room.get(room))
    return found === undefined ? null : this.#rooms.set(room, toRoom(found))
  }

  async openRooms(): Promise<Room[]> {
    return orUnavailable(() => this.#statements.openRooms.all()).map(toRoom)
  }

  async membership(room: RoomId, user: UserId): Promise<Standing> {
    const place = placeOf(room, user)
    const remembered = this.#memberships.get(place)
    if (remembered !== undefined) return remembered
    if (this.#newcomers.get(user) !== undefined) return STRANGER
    return this.#memberships.set(place, this.#findMembership(room, user))
  }

  async setMembership(
    room: RoomId,
    user: User,
    { present, stay }: Membership,
    byInvitation = false,
  ): Promise<boolean> {
    const { userId, name } = user
    const row = { room, user: userId, name, present: toBit(present), stay, byInvitation: toBit(byInvitation) }
    return onceFree(() => {
      const { changes } = this.#statements.setMembership.run(row)
      this.#forgetPlace(room, userId)
      return changes === 1
    })
  }

  async members(room: RoomId): Promise<Reader[]> {
    return orUnavailable(() => this.#statements.members.all(room))
  }

  async stays(user: UserId): Promise<Stay[]> {
    return orUnavailable(() => this.#statements.stays.all(user))
  }

  newcomer(user: UserId): void {
    this.#roomsOf.set(user, [])
    this.#newcomers.set(user, true)
  }

  async roomsOf(user: UserId): Promise<RoomId[]> {
    const find = (): RoomId[] => orUnavailable(() => this.#statements.roomsOf.all(user))
    return this.#roomsOf.get(user) ?? this.#roomsOf.set(user, find())
  }

  async seats(after: Seat | null, limit: number): Promise<Seat[]> {
    const [user, room] = after === null ? ['', ''] : [after.user.userId, after.roomId]
    const rows = orUnavailable(() => this.#statements.seats.all(user, room, limit))
    return rows.map(({ roomId, ...person }) => ({ roomId, user: person }))
  }

  async memberAnywhere(user: UserId): Promise<User | null> {
    return orUnavailable(() => this.#statements.memberAnywhere.get(user)) ?? null
  }

  ban(room: RoomId, { userId, name }: User, at: number): Promise<void> {
    return this.#atDoor(room, userId, () => this.#door.ban.run({ room, user: userId, name, at }))
  }

  liftBan(room: RoomId, user: UserId): Promise<void> {
    return this.#atDoor(room, user, () => this.#door.liftBan.run(room, user))
  }

  async banned(room: RoomId): Promise<User[]> {
    return orUnavailable(() => this.#door.banned.all(room))
  }

  async bannedFrom(user: UserId): Promise<RoomId[]> {
    return orUnavailable(() => this.#door.bannedFrom.all(user))
  }

  invite({ userId, name }: User, { roomId: room, by, at }: Invited): Promise<void> {
    const row = { room, user: userId, name, at, by: by.userId, inviter: by.name }
    return this.#atDoor(room, userId, () => this.#door.invite.run(row))
  }

  withdrawInvitation(room: RoomId, user: UserId): Promise<void> {
    return this.#atDoor(room, user, () => this.#door.withdraw.run(room, user))
  }

  async invitations(user: UserId): Promise<Invited[]> {
    return orUnavailable(() => this.#door.invitations.all(user)).map(toInvited)
  }

  async readMark(room: RoomId, user: UserId): Promise<Seq> {
    return orUnavailable(() => this.#statements.readMark.get(room, user)) ?? NOTHING
  }

  async markRead(room: RoomId, user: UserId, seq: Seq): Promise<boolean> {
    return (await onceFree(() => this.#statements.markRead.run(room, user, seq))).changes === 1
  }

  async close(): Promise<void> {}

  #createDirectRoom(room: NewDirectRoom, pair: readonly [User, User], key: string): void {
    this.#statements.createDirectRoom.run({ ...room, createdBy: pair[0].userId, pair: key })
    for (const { userId, name } of pair) {
      const row = { room: room.roomId, user: userId, name, present: 1, stay: 1, byInvitation: 0 } as const
      this.#statements.setMembership.run(row)
    }
  }

  /** Changes whether somebody may come in. */
  #atDoor(room: RoomId, user: UserId, write: () => unknown): Promise<void> {
    return onceFree(() => {
      write()
      this.#newcomers.forget(user)
      this.#memberships.forget(placeOf(room, user))
    })
  }

  #forgetPlace(room: RoomId, user: UserId): void {
    this.#newcomers.forget(user)
    this.#rooms.forget(room)
    this.#memberships.forget(placeOf(room, user))
    this.#roomsOf.forget(user)
  }

  #findMembership(room: RoomId, user: UserId): Standing {
    const found = orUnavailable(() => this.#statements.membership.get(room, user))
    return found === undefined ? STRANGER : toStanding(found)
  }
}

/** Ids have no spaces. */
function placeOf(room: RoomId, user: UserId): string {
  return `${room} ${user}`
}
