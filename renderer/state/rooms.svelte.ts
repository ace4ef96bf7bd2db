// The rooms of a host, and how many people are in each.
import { Value } from 'typebox/value'
import { TOPIC } from '../../protocol/destinations.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'
import { LobbySignal } from '../../protocol/signals.ts'
import type { ChatConnection } from '../connection/chat-connection.ts'
import type { RestClient } from '../connection/rest-client.ts'

export class Rooms {
  list = $state.raw<Room[]>([])
  /** Whether the host has told its rooms: before that, an empty list means nothing. */
  loaded = $state(false)
  readonly #rest: Pick<RestClient, 'rooms' | 'createRoom'>

  constructor(rest: Pick<RestClient, 'rooms' | 'createRoom'>, connection: Pick<ChatConnection, 'watch'>) {
    this.#rest = rest
    connection.watch(TOPIC.rooms, { onBody: (body) => this.#take(body) })
  }

  /** Reads the list anew. A room that was told of in the meantime stays. Rejects with a RequestFailure. */
  async load(): Promise<void> {
    const rooms = await this.#rest.rooms()
    const isTold = ({ roomId }: Room) => rooms.some((room) => room.roomId === roomId)
    this.list = [...rooms, ...this.list.filter((room) => !isTold(room))]
    this.loaded = true
  }

  /** Rejects with a RequestFailure. */
  async create(name: string): Promise<Room> {
    const room = await this.#rest.createRoom(name)
    this.#add(room)
    return room
  }

  find(roomId: RoomId): Room | null {
    return this.list.find((room) => room.roomId === roomId) ?? null
  }

  #take(body: unknown): void {
    if (!Value.Check(LobbySignal, body)) return
    if (body.type === 'ROOM_CREATED') {
      const { type: _, ...room } = body
      this.#add(room)
      return
    }
    const { roomId, members } = body
    this.list = this.list.map((room) => (room.roomId === roomId ? { ...room, members } : room))
  }

  #add(room: Room): void {
    if (this.find(room.roomId) === null) this.list = [...this.list, room]
  }
}
