// What the owner of a room asks of the host: to change it, to pass it on, to end it, and to decide about the people in it.
import Type from 'typebox'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import { Room, type User } from '../../protocol/rest.ts'
import { BannedList, type ChangeRoomRequest } from '../../protocol/room-requests.ts'
import type { SignedRequests } from './signed-requests.ts'

/** Done, and there is nothing to say. */
const Nothing = Type.Null()

/** Every call rejects with a RequestFailure. */
export class OwnerClient {
  readonly #requests: Pick<SignedRequests, 'call'>

  constructor(requests: Pick<SignedRequests, 'call'>) {
    this.#requests = requests
  }

  change(roomId: RoomId, body: ChangeRoomRequest): Promise<Room> {
    return this.#requests.call(Room, `/rooms/${roomId}`, { method: 'PATCH', body })
  }

  /** For good. */
  close(roomId: RoomId): Promise<Room> {
    return this.#requests.call(Room, `/rooms/${roomId}/close`, { method: 'POST' })
  }

  /** Makes a member the owner. */
  passOn(roomId: RoomId, userId: UserId): Promise<Room> {
    return this.#requests.call(Room, `/rooms/${roomId}/owner`, { body: { userId } })
  }

  /** Takes somebody out, who may come again. */
  async remove(roomId: RoomId, userId: UserId): Promise<void> {
    await this.#requests.call(Nothing, `/rooms/${roomId}/remove`, { body: { userId } })
  }

  /** Takes somebody out and keeps them out. */
  async ban(roomId: RoomId, userId: UserId): Promise<void> {
    await this.#requests.call(Nothing, `/rooms/${roomId}/bans/${userId}`, { method: 'PUT' })
  }

  async liftBan(roomId: RoomId, userId: UserId): Promise<void> {
    await this.#requests.call(Nothing, `/rooms/${roomId}/bans/${userId}`, { method: 'DELETE' })
  }

  /** Who is kept out, longest first. */
  async banned(roomId: RoomId): Promise<User[]> {
    return (await this.#requests.call(BannedList, `/rooms/${roomId}/bans`)).banned
  }
}
