// Who is kept out of rooms and who was asked in, in Redis.
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import type { Invited } from '../directory.ts'
import { doorScripts, type DoorScripts } from './door-scripts.ts'
import { fieldsOf } from './fields.ts'
import { bansOf, invitationsOf } from './hint-keys.ts'
import type { Hints } from './hints.ts'
import type { RedisLink } from './link.ts'
import { answersTo } from './many-questions.ts'
import { orUnavailable } from './outage.ts'
import { roomKeys, type RoomPart } from './room-keys.ts'
import { isWritten } from './verdict.ts'

/** Each method is one of the port's, `Directory`. */
export class Doors {
  readonly #link: RedisLink
  readonly #hints: Hints
  readonly #scripts: DoorScripts

  constructor(link: RedisLink, hints: Hints) {
    this.#link = link
    this.#hints = hints
    this.#scripts = doorScripts(link)
  }

  async ban(room: RoomId, { userId, name }: User, at: number): Promise<void> {
    const stamp = await this.#hints.announce(this.#bansOf(userId), room)
    const keys = roomKeys(this.#link.keys, room, 'room', 'bans', 'names', 'invited')
    isWritten(await this.#scripts.ban(keys, [stamp, userId, name, at]), room)
  }

  async liftBan(room: RoomId, user: UserId): Promise<void> {
    const at = await this.#scripts.liftBan(roomKeys(this.#link.keys, room, 'bans'), [user])
    this.#hints.forget(this.#bansOf(user), [room], Number(at))
  }

  async banned(room: RoomId): Promise<User[]> {
    const { commands, keys } = this.#link
    const people = (await orUnavailable(commands.zrange(keys.room(room, 'bans'), 0, -1))) as UserId[]
    const names = await fieldsOf(this.#link, keys.room(room, 'names'), people)
    return people.map((userId, nth) => ({ userId, name: names[nth] ?? '' }))
  }

  bannedFrom(user: UserId): Promise<RoomId[]> {
    return this.#hints.verified(this.#bansOf(user), async (what) => {
      const rooms = what as RoomId[]
      const since = await this.#ask('zscore', rooms, 'bans', user)
      return rooms.map((room, nth) => (since[nth] === null ? null : room))
    })
  }

  async invite({ userId, name }: User, { roomId: room, by, at }: Invited): Promise<void> {
    const stamp = await this.#hints.announce(this.#invitationsOf(userId), room)
    const keys = roomKeys(this.#link.keys, room, 'room', 'present', 'bans', 'names', 'invited')
    const kept: KeptInvitation = { by: { userId: by.userId, name: by.name }, at }
    isWritten(await this.#scripts.invite(keys, [stamp, userId, name, JSON.stringify(kept)]), room)
  }

  async withdraw(room: RoomId, user: UserId): Promise<void> {
    const at = await this.#scripts.withdraw(roomKeys(this.#link.keys, room, 'invited'), [user])
    this.#hints.forget(this.#invitationsOf(user), [room], Number(at))
  }

  async invitations(user: UserId): Promise<Invited[]> {
    const found = await this.#hints.verified(this.#invitationsOf(user), async (what) => {
      const rooms = what as RoomId[]
      const kept = (await this.#ask('hget', rooms, 'invited', user)) as (string | null)[]
      return kept.map((text, nth) =>
        text === null ? null : { roomId: rooms[nth] as RoomId, ...(JSON.parse(text) as KeptInvitation) },
      )
    })
    return found.sort((a, b) => a.at - b.at)
  }

  /** The same of a part of each room. */
  #ask(
    command: 'hget' | 'zscore',
    rooms: readonly RoomId[],
    part: RoomPart,
    user: UserId,
  ): Promise<unknown[]> {
    return answersTo(
      this.#link,
      rooms.map((room) => [command, this.#link.keys.room(room, part), user]),
    )
  }

  #bansOf(user: UserId): string {
    return bansOf(this.#link.keys, user)
  }

  #invitationsOf(user: UserId): string {
    return invitationsOf(this.#link.keys, user)
  }
}

/** An invitation as it stands in the room's Hash, as JSON. */
type KeptInvitation = Omit<Invited, 'roomId'>
