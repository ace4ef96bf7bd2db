// The REST calls of somebody who has signed in, typed by the contract.
import Type from 'typebox'
import { Entry } from '../../protocol/entry.ts'
import type { RoomId, Seq, UserId } from '../../protocol/ids.ts'
import {
  HistoryPage,
  Me,
  MemberList,
  MyRoomList,
  Room,
  RoomDetail,
  RoomList,
  type HistoryQuery,
  type Member,
  type MyRoom,
  type NewRoomKind,
} from '../../protocol/rest.ts'
import { InvitationList, type Invitation } from '../../protocol/room-requests.ts'
import type { SignedRequests } from './signed-requests.ts'

/** The answer to what is done and says nothing. */
const NOTHING = Type.Null()

/** Every call rejects with a RequestFailure. */
export class RestClient {
  readonly #requests: SignedRequests

  constructor(requests: SignedRequests) {
    this.#requests = requests
  }

  me(): Promise<Me> {
    return this.#requests.call(Me, '/me')
  }

  /** All rooms, oldest first. */
  async rooms(): Promise<Room[]> {
    return (await this.#requests.call(RoomList, '/rooms')).rooms
  }

  /** The rooms that one is in, with what one has not read there. */
  async ownRooms(): Promise<MyRoom[]> {
    return (await this.#requests.call(MyRoomList, '/me/rooms')).rooms
  }

  createRoom(name: string, kind: NewRoomKind): Promise<Room> {
    return this.#requests.call(Room, '/rooms', { body: { name, kind } })
  }

  /** The room of oneself and somebody else, made where there is none. */
  openDirectRoom(userId: UserId): Promise<Room> {
    return this.#requests.call(Room, '/rooms/direct', { body: { userId } })
  }

  /** The private rooms that one was asked into, longest first. */
  async invitations(): Promise<Invitation[]> {
    return (await this.#requests.call(InvitationList, '/me/invitations')).invitations
  }

  async decline(roomId: RoomId): Promise<void> {
    await this.#requests.call(NOTHING, `/me/invitations/${roomId}`, { method: 'DELETE' })
  }

  /** Asks somebody into a private room of one's own. */
  async invite(roomId: RoomId, userId: UserId): Promise<void> {
    await this.#requests.call(NOTHING, `/rooms/${roomId}/invitations`, { body: { userId } })
  }

  room(roomId: RoomId): Promise<RoomDetail> {
    return this.#requests.call(RoomDetail, `/rooms/${roomId}`)
  }

  async members(roomId: RoomId): Promise<Member[]> {
    return (await this.#requests.call(MemberList, `/rooms/${roomId}/members`)).members
  }

  /** A page of the log, ascending; the newest one for an empty query. */
  messages(roomId: RoomId, query: HistoryQuery = {}): Promise<HistoryPage> {
    const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
    return this.#requests.call(HistoryPage, `/rooms/${roomId}/messages?${text}`)
  }

  /** Gives a message of one's own another text. */
  editMessage(roomId: RoomId, seq: Seq, message: string): Promise<Entry> {
    return this.#requests.call(Entry, `/rooms/${roomId}/messages/${seq}`, {
      method: 'PATCH',
      body: { message },
    })
  }

  /** Deletes a message of one's own. */
  deleteMessage(roomId: RoomId, seq: Seq): Promise<Entry> {
    return this.#requests.call(Entry, `/rooms/${roomId}/messages/${seq}`, { method: 'DELETE' })
  }
}
