// Whom somebody can ask into a private room: the people of the rooms that they may look into, but for those who are in.
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { Room, User } from '../../protocol/rest.ts'
import type { RestClient } from '../connection/rest-client.ts'
import { onceEach } from './once-each.ts'

/** So many rooms are looked into: an answer for each is waited for. */
const MOST_ROOMS = 30

export interface InviteesPorts {
  rest: Pick<RestClient, 'members' | 'invite'>
  /** The room that they are asked into. */
  roomId: RoomId
  /** Those that one may look into. */
  rooms: readonly Room[]
}

export class Invitees {
  /** Null while the rooms are looked into. */
  people = $state.raw<readonly User[] | null>(null)
  /** Those who were asked just now. */
  asked = $state.raw<readonly UserId[]>([])
  readonly #ports: InviteesPorts

  constructor(ports: InviteesPorts) {
    this.#ports = ports
  }

  /** Rejects with a RequestFailure where the room itself cannot be looked into; the others may be gone. */
  async load(): Promise<void> {
    const { rest, roomId, rooms } = this.#ports
    const others = rooms.filter((room) => room.roomId !== roomId).slice(0, MOST_ROOMS)
    const inside = await rest.members(roomId)
    const lists = await Promise.all(others.map((room) => rest.members(room.roomId).catch(() => [])))
    this.people = onceEach(lists.flat(), inside)
  }

  /** Rejects with a RequestFailure. */
  async invite(userId: UserId): Promise<void> {
    await this.#ports.rest.invite(this.#ports.roomId, userId)
    this.asked = [...this.asked, userId]
  }
}
