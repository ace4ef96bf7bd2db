// The directory in Redis: what a room is and who is in it are in the room's own slot, and each change is one script there.
// What spans rooms is in indexes that hint (`hints.ts`).
import type { RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import type { Room, RoomKind, User } from '../../../protocol/rest.ts'
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
import { directoryScripts, type DirectoryScripts } from './directory-scripts.ts'
import { Doors } from './doors.ts'
import { fieldsOf } from './fields.ts'
import { Hints } from './hints.ts'
import type { RedisLink } from './link.ts'
import { OpenRooms } from './open-rooms.ts'
import { orUnavailable } from './outage.ts'
import { toChangedFields, toFields, toRoom } from './room-hash.ts'
import { roomKeys, type RoomPart } from './room-keys.ts'
import { isWritten } from './verdict.ts'
import { Whereabouts } from './whereabouts.ts'

/** For any number of nodes on one Redis. What it has answered for survives as that Redis keeps it. */
export class RedisDirectory implements Directory {
  readonly #link: RedisLink
  readonly #scripts: DirectoryScripts
  readonly #whereabouts: Whereabouts
  readonly #openRooms: OpenRooms
  readonly #doors: Doors

  constructor(link: RedisLink) {
    const hints = new Hints(link)
    this.#link = link
    this.#scripts = directoryScripts(link)
    this.#whereabouts = new Whereabouts(link, hints)
    this.#openRooms = new OpenRooms(link, hints)
    this.#doors = new Doors(link, hints)
  }

  async createRoom({ roomId, createdBy: ownerId, name, kind, createdAt }: NewRoom): Promise<void> {
    const number = await this.#openRooms.nextNumber()
    const stamp = kind === 'open' ? await this.#openRooms.announce(roomId, createdAt, number) : ''
    const fields = toFields({ name, kind, createdAt, ownerId, number })
    isWritten(await this.#scripts.create(this.#keys(roomId, 'room'), [stamp, ...fields]), roomId)
  }

  async openDirectRoom(room: NewDirectRoom, pair: readonly [User, User]): Promise<DirectRoom> {
    const roomId = await this.#decide(pair, room.roomId)
    const isDecidedHere = roomId === room.roomId
    if (!isDecidedHere && (await this.#kind(roomId)) !== null) return { roomId, isNew: false }
    return { roomId, isNew: await this.#createDirect({ ...room, roomId }, pair) }
  }

  async changeRoom(room: RoomId, change: RoomChange): Promise<void> {
    const args = [change.closedAt ?? '', ...toChangedFields(change)]
    isWritten(await this.#scripts.change(this.#keys(room, 'room'), args), room)
  }

  async room(room: RoomId): Promise<Room | null> {
    return toRoom(room, await orUnavailable(this.#link.commands.hgetall(this.#link.keys.room(room, 'room'))))
  }

  openRooms(): Promise<Room[]> {
    return this.#openRooms.all()
  }

  async membership(room: RoomId, user: UserId): Promise<Standing> {
    const keys = this.#keys(room, 'present', 'stays', 'bans', 'invited')
    const [present = 0, stay = 0, banned = 0, invited = 0] = (await this.#scripts.standing(keys, [
      user,
    ])) as number[]
    return { present: present === 1, stay, banned: banned === 1, invited: invited === 1 }
  }

  setMembership(
    room: RoomId,
    user: User,
    { present, stay }: Membership,
    byInvitation = false,
  ): Promise<boolean> {
    return present ? this.#enter(room, user, stay, byInvitation) : this.#leave(room, user, stay)
  }

  async members(room: RoomId): Promise<Reader[]> {
    const { commands, keys } = this.#link
    const people = (await orUnavailable(commands.zrange(keys.room(room, 'present'), 0, -1))) as UserId[]
    const [names, marks] = await Promise.all([
      fieldsOf(this.#link, keys.room(room, 'names'), people),
      fieldsOf(this.#link, keys.room(room, 'marks'), people),
    ])
    return people.map((userId, nth) => ({
      userId,
      name: names[nth] ?? '',
      read: Number(marks[nth] ?? 0) as Seq,
    }))
  }

  /** Nothing is remembered of them: they may come in by another node. */
  newcomer(): void {}

  stays(user: UserId): Promise<Stay[]> {
    return this.#whereabouts.stays(user)
  }

  roomsOf(user: UserId): Promise<RoomId[]> {
    return this.#whereabouts.roomsOf(user)
  }

  seats(after: Seat | null, limit: number): Promise<Seat[]> {
    return this.#whereabouts.seats(after, limit)
  }

  memberAnywhere(user: UserId): Promise<User | null> {
    return this.#whereabouts.memberAnywhere(user)
  }

  ban(room: RoomId, user: User, at: number): Promise<void> {
    return this.#doors.ban(room, user, at)
  }

  liftBan(room: RoomId, user: UserId): Promise<void> {
    return this.#doors.liftBan(room, user)
  }

  banned(room: RoomId): Promise<User[]> {
    return this.#doors.banned(room)
  }

  bannedFrom(user: UserId): Promise<RoomId[]> {
    return this.#doors.bannedFrom(user)
  }

  invite(user: User, invitation: Invited): Promise<void> {
    return this.#doors.invite(user, invitation)
  }

  withdrawInvitation(room: RoomId, user: UserId): Promise<void> {
    return this.#doors.withdraw(room, user)
  }

  invitations(user: UserId): Promise<Invited[]> {
    return this.#doors.invitations(user)
  }

  async readMark(room: RoomId, user: UserId): Promise<Seq> {
    const mark = await orUnavailable(this.#link.commands.hget(this.#link.keys.room(room, 'marks'), user))
    return Number(mark ?? 0) as Seq
  }

  async markRead(room: RoomId, user: UserId, seq: Seq): Promise<boolean> {
    return isWritten(await this.#scripts.mark(this.#keys(room, 'room', 'marks'), [user, seq]), room)
  }

  async close(): Promise<void> {}

  async #enter(room: RoomId, { userId, name }: User, stay: number, byInvitation: boolean): Promise<boolean> {
    const kind = await this.#kind(room)
    if (kind === null) return isWritten('NO_ROOM', room)
    const stamp = await this.#whereabouts.announce(room, kind, userId)
    const keys = this.#keys(room, 'room', 'present', 'names', 'stays', 'bans', 'invited')
    return isWritten(await this.#scripts.enter(keys, [stamp, userId, name, stay, byInvitation ? 1 : 0]), room)
  }

  async #leave(room: RoomId, { userId, name }: User, stay: number): Promise<boolean> {
    const keys = this.#keys(room, 'room', 'present', 'names', 'stays')
    const [verdict, at] = (await this.#scripts.leave(keys, [userId, name, stay])) as [string, number]
    const isOut = isWritten(verdict, room)
    if (isOut) this.#whereabouts.forget(room, userId, at)
    return isOut
  }

  /** The pair's room is the one of whoever asked first, whether it was made since or not. */
  async #decide(pair: readonly [User, User], roomId: RoomId): Promise<RoomId> {
    const { commands, keys } = this.#link
    const key = keys.pair(pairKey(pair))
    const [, decided] = await orUnavailable(Promise.all([commands.setnx(key, roomId), commands.get(key)]))
    return (decided ?? roomId) as RoomId
  }

  /** Whether it was made by this call. */
  async #createDirect({ roomId, createdAt }: NewDirectRoom, pair: readonly [User, User]): Promise<boolean> {
    const announced = pair.map(({ userId }) => this.#whereabouts.announce(roomId, 'direct', userId))
    const [number, ...stamps] = await Promise.all([this.#openRooms.nextNumber(), ...announced])
    const people = pair.flatMap(({ userId, name }) => [userId, name])
    const fields = toFields({ name: '', kind: 'direct', createdAt, ownerId: null, number })
    const keys = this.#keys(roomId, 'room', 'present', 'names', 'stays')
    const args = [Math.min(...stamps), ...people, ...fields]
    return isWritten(await this.#scripts.createDirect(keys, args), roomId)
  }

  /** A room has the same for ever. Null where there is no such room. */
  async #kind(room: RoomId): Promise<RoomKind | null> {
    const kind = await orUnavailable(this.#link.commands.hget(this.#link.keys.room(room, 'room'), 'kind'))
    return kind as RoomKind | null
  }

  #keys(room: RoomId, ...parts: readonly RoomPart[]): string[] {
    return roomKeys(this.#link.keys, room, ...parts)
  }
}
