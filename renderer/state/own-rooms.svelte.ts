// The rooms that somebody is in and that are in nobody's list of open rooms: private ones, those of two people, and closed
// ones. And the private rooms that they are asked into.
import { Value } from 'typebox/value'
import { TOPIC } from '../../protocol/destinations.ts'
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'
import type { Invitation } from '../../protocol/room-requests.ts'
import { OwnRoomSignal } from '../../protocol/signals.ts'
import type { ChatConnection } from '../connection/chat-connection.ts'
import type { RestClient } from '../connection/rest-client.ts'
import { withRead, type Waiting } from './left-off.ts'
import { LiveList } from './live-list.svelte.ts'
import type { Unread } from './unread.ts'

export interface OwnRoomsPorts {
  rest: Pick<RestClient, 'ownRooms' | 'invitations' | 'decline'>
  connection: Pick<ChatConnection, 'watch'>
  /** Hears of the same rooms. */
  unread: Pick<Unread, 'ask' | 'become' | 'take' | 'in'>
  /** They left it themselves, on one of their devices, and cannot look into it any more. */
  onLeft(roomId: RoomId): void
}

export class OwnRooms {
  readonly #ports: OwnRoomsPorts
  readonly #rooms = new LiveList<Room>()
  readonly #invitations = new LiveList<Invitation>()

  constructor(ports: OwnRoomsPorts) {
    this.#ports = ports
    ports.connection.watch(TOPIC.ownRooms, { onBody: (body) => this.#take(body) })
  }

  get list(): readonly Room[] {
    return this.#rooms.items
  }

  get invitations(): readonly Invitation[] {
    return this.#invitations.items
  }

  find(roomId: RoomId): Room | null {
    return this.#rooms.find(roomId)
  }

  /** Asks for all of them; what is told meanwhile is newer. Rejects with a RequestFailure. */
  async load(): Promise<void> {
    const { rest, unread } = this.#ports
    for (const each of [unread, this.#rooms, this.#invitations]) each.ask()
    const [rooms, invitations] = await Promise.all([rest.ownRooms(), rest.invitations()])
    unread.become(rooms)
    this.#rooms.become(rooms.filter(isUnlisted))
    this.#invitations.become(invitations)
  }

  /** What waits in a room while its log stands at `since` or later; null where one is not in it. Rejects with a RequestFailure. */
  async waitingIn(roomId: RoomId, since: Seq): Promise<Waiting | null> {
    const { rest, unread } = this.#ports
    const told = unread.in(roomId)
    if (told !== null && told.seq >= since) return told
    const asked = (await rest.ownRooms()).find((room) => room.roomId === roomId)
    return asked === undefined ? null : withRead(asked, told?.read ?? asked.read)
  }

  /** A room that one has made just now. */
  add(room: Room): void {
    if (isUnlisted(room)) this.#rooms.put(room)
  }

  /** Does not come. Rejects with a RequestFailure. */
  async decline(roomId: RoomId): Promise<void> {
    await this.#ports.rest.decline(roomId)
    this.forgetInvitation(roomId)
  }

  /** It was taken back, or its room is gone. */
  forgetInvitation(roomId: RoomId): void {
    this.#invitations.drop(roomId)
  }

  #take(body: unknown): void {
    if (!Value.Check(OwnRoomSignal, body)) return
    this.#ports.unread.take(body)
    switch (body.type) {
      case 'ROOM_ADDED':
        this.#invitations.drop(body.room.roomId)
        return this.add(body.room)
      case 'ROOM_CHANGED':
        return this.add(body.room)
      case 'ROOM_GONE':
        return this.#lose(body.roomId, body.reason === 'left')
      case 'INVITED': {
        const { type: _, ...invitation } = body
        return this.#invitations.put(invitation)
      }
      case 'UNREAD':
        return
    }
  }

  #lose(roomId: RoomId, left: boolean): void {
    if (this.find(roomId) === null) return
    this.#rooms.drop(roomId)
    if (left) this.#ports.onLeft(roomId)
  }
}

function isUnlisted({ kind, closedAt }: Room): boolean {
  return kind !== 'open' || closedAt !== null
}
