// Where people are, across rooms: the indexes of who is in which room, each looked up in the rooms themselves.
import type { RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import type { RoomKind, User } from '../../../protocol/rest.ts'
import type { Seat, Stay } from '../directory.ts'
import { roomsOf, seatHint, seats } from './hint-keys.ts'
import { past, type Hints } from './hints.ts'
import type { RedisLink } from './link.ts'
import { answersTo } from './many-questions.ts'
import { orUnavailable } from './outage.ts'

/** A stay, with what it is put in order by. */
interface DatedStay extends Stay {
  createdAt: number
  number: number
}

/** Rooms of somebody that are looked at together for one that they are in. */
const SOME = 16

export class Whereabouts {
  readonly #link: RedisLink
  readonly #hints: Hints

  constructor(link: RedisLink, hints: Hints) {
    this.#link = link
    this.#hints = hints
  }

  /** That somebody is about to be in a room: answers what `IN_TIME` asks for. */
  async announce(room: RoomId, kind: RoomKind, user: UserId): Promise<number> {
    const stamps = [this.#hints.announce(this.#roomsOf(user), room)]
    if (kind === 'open') stamps.push(this.#hints.announce(this.#seats, seatHint(user, room)))
    return Math.min(...(await Promise.all(stamps)))
  }

  /** That somebody was not in a room at a time by Redis's clock. */
  forget(room: RoomId, user: UserId, at: number): void {
    this.#hints.forget(this.#roomsOf(user), [room], at)
    this.#hints.forget(this.#seats, [seatHint(user, room)], at)
  }

  /** In no particular order. */
  roomsOf(user: UserId): Promise<RoomId[]> {
    return this.#hints.verified(this.#roomsOf(user), async (what) => {
      const rooms = what as RoomId[]
      const { keys } = this.#link
      const present = rooms.map((room) => ['zscore', keys.room(room, 'present'), user] as const)
      const since = await answersTo(this.#link, present)
      return rooms.map((room, nth) => (since[nth] === null ? null : room))
    })
  }

  /** Oldest first; of the same age, in the order in which they were made. */
  async stays(user: UserId): Promise<Stay[]> {
    const stays = await this.#hints.verified(this.#roomsOf(user), (rooms) =>
      this.#staysIn(rooms as RoomId[], user),
    )
    const byAge = stays.sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)
    return byAge.map(({ roomId, read }) => ({ roomId, read }))
  }

  /** See `Directory.memberAnywhere`. */
  async memberAnywhere(user: UserId): Promise<User | null> {
    const { what } = await this.#hints.read(this.#roomsOf(user))
    for (let first = 0; first < what.length; first += SOME) {
      const rooms = what.slice(first, first + SOME) as RoomId[]
      const found = (await Promise.all(rooms.map((room) => this.#member(room, user)))).find(Boolean)
      if (found) return found
    }
    return null
  }

  /** See `Directory.seats`. */
  async seats(after: Seat | null, limit: number): Promise<Seat[]> {
    const found: Seat[] = []
    let from = after === null ? null : past(seatHint(after.user.userId, after.roomId))
    for (let isMore = true; isMore && found.length < limit;) {
      const { what, at } = await this.#hints.read(this.#seats, { from, limit })
      found.push(...(await this.#verifiedSeats(what, at)))
      from = past(what.at(-1) ?? '')
      isMore = what.length === limit
    }
    return found.slice(0, limit)
  }

  async #verifiedSeats(what: readonly string[], at: number): Promise<Seat[]> {
    const looked = what.map(async (each): Promise<Seat | null> => {
      const [userId, roomId] = each.split(' ') as [UserId, RoomId]
      const user = await this.#member(roomId, userId)
      if (user === null) this.forget(roomId, userId, at)
      return user === null ? null : { roomId, user }
    })
    return (await Promise.all(looked)).filter((seat) => seat !== null)
  }

  async #isIn(room: RoomId, user: UserId): Promise<boolean> {
    const { commands, keys } = this.#link
    return (await orUnavailable(commands.zscore(keys.room(room, 'present'), user))) !== null
  }

  async #member(room: RoomId, userId: UserId): Promise<User | null> {
    const { commands, keys } = this.#link
    const name = orUnavailable(commands.hget(keys.room(room, 'names'), userId))
    const [isIn, known] = await Promise.all([this.#isIn(room, userId), name])
    return isIn ? { userId, name: known ?? '' } : null
  }

  async #staysIn(rooms: readonly RoomId[], user: UserId): Promise<(DatedStay | null)[]> {
    const { keys } = this.#link
    const about = rooms.flatMap((room) => [
      ['zscore', keys.room(room, 'present'), user] as const,
      ['hmget', keys.room(room, 'room'), 'createdAt', 'number'] as const,
      ['hget', keys.room(room, 'marks'), user] as const,
    ])
    const answers = await answersTo(this.#link, about)
    return rooms.map((room, nth) => stayIn(room, answers.slice(3 * nth, 3 * nth + 3)))
  }

  get #seats(): string {
    return seats(this.#link.keys)
  }

  #roomsOf(user: UserId): string {
    return roomsOf(this.#link.keys, user)
  }
}

/** Of the answers about one room: since when somebody is in it, when it was made and as which, their mark. */
function stayIn(roomId: RoomId, [since, about, mark]: readonly unknown[]): DatedStay | null {
  if (since === null) return null
  const [createdAt, number] = about as (string | null)[]
  return { roomId, read: Number(mark ?? 0) as Seq, createdAt: Number(createdAt), number: Number(number) }
}
