// The index of the open rooms, by age, and the number that each room gets when it is made.
import type { RoomId } from '../../../protocol/ids.ts'
import type { Room } from '../../../protocol/rest.ts'
import { openRoomHint, openRooms } from './hint-keys.ts'
import type { Hints } from './hints.ts'
import type { RedisLink } from './link.ts'
import { answersTo } from './many-questions.ts'
import { orUnavailable } from './outage.ts'
import { ROOM_FIELDS, toRoom, toRoomFields } from './room-hash.ts'

export class OpenRooms {
  readonly #link: RedisLink
  readonly #hints: Hints

  constructor(link: RedisLink, hints: Hints) {
    this.#link = link
    this.#hints = hints
  }

  /** From 1, in the order of the calls; some are never used. */
  nextNumber(): Promise<number> {
    return orUnavailable(this.#link.commands.incr(this.#link.keys.host('rooms', 'made')))
  }

  /** That an open room is about to be made: answers what `IN_TIME` asks for. */
  announce(room: RoomId, createdAt: number, number: number): Promise<number> {
    return this.#hints.announce(this.#index, openRoomHint({ roomId: room, createdAt }, number))
  }

  /** Those that are not closed, oldest first; of the same age, in the order in which they were made. */
  all(): Promise<Room[]> {
    return this.#hints.verified(this.#index, async (what) => {
      const hinted = what.map((each) => each.split(' ') as [age: string, number: string, room: RoomId])
      const { keys } = this.#link
      const asked = hinted.map(([, , room]) => ['hmget', keys.room(room, 'room'), ...ROOM_FIELDS] as const)
      const answers = (await answersTo(this.#link, asked)) as (string | null)[][]
      return hinted.map(([, number, room], nth) => openRoom(room, number, toRoomFields(answers[nth] ?? [])))
    })
  }

  get #index(): string {
    return openRooms(this.#link.keys)
  }
}

/** Null where it is closed, or another room than the one that was hinted at. */
function openRoom(roomId: RoomId, number: string, fields: Readonly<Record<string, string>>): Room | null {
  if (Number(fields['number']) !== Number(number)) return null
  const room = toRoom(roomId, fields)
  return room?.closedAt === null ? room : null
}
