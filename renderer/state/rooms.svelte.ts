// The rooms of a host: the open ones as everybody sees them, and how many people are in each; and one's own besides.
import { Value } from 'typebox/value'
import { TOPIC } from '../../protocol/destinations.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { NewRoomKind, Room } from '../../protocol/rest.ts'
import { LobbySignal } from '../../protocol/signals.ts'
import type { ChatConnection } from '../connection/chat-connection.ts'
import type { RestClient } from '../connection/rest-client.ts'
import type { OwnRooms } from './own-rooms.svelte.ts'

export class Rooms {
  /** The open ones. */
  list = $state.raw<Room[]>([])
  /** Whether the host has told its rooms: before that, an empty list means nothing. */
  loaded = $state(false)
  readonly #rest: Pick<RestClient, 'rooms' | 'createRoom'>
  readonly #own: Pick<OwnRooms, 'list' | 'add' | 'find'>

  constructor(
    rest: Pick<RestClient, 'rooms' | 'createRoom'>,
    connection: Pick<ChatConnection, 'watch'>,
    own: Pick<OwnRooms, 'list' | 'add' | 'find'>,
  ) {
    this.#rest = rest
    this.#own = own
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
  async create(name: string, kind: NewRoomKind = 'open'): Promise<Room> {
    const room = await this.#rest.createRoom(name, kind)
    if (kind === 'open') this.#add(room)
    else this.#own.add(room)
    return room
  }

  /** All that can be opened. */
  get all(): readonly Room[] {
    return [...this.list, ...this.#own.list]
  }

  find(roomId: RoomId): Room | null {
    return this.list.find((room) => room.roomId === roomId) ?? this.#own.find(roomId)
  }

  #take(body: unknown): void {
    if (!Value.Check(LobbySignal, body)) return
    switch (body.type) {
      case 'ROOM_CREATED': {
        const { type: _, ...room } = body
        this.#add(room)
        return
      }
      case 'ROOM_CHANGED': {
        const { type: _, ...room } = body
        this.#change(room)
        return
      }
      case 'ROOM_COUNT':
        this.#change({ roomId: body.roomId, members: body.members })
        return
      case 'ROOM_CLOSED':
        this.list = this.list.filter(({ roomId }) => roomId !== body.roomId)
    }
  }

  #change({ roomId, ...change }: Partial<Room>): void {
    this.list = this.list.map((room) => (room.roomId === roomId ? { ...room, ...change } : room))
  }

  #add(room: Room): void {
    if (!this.list.some(({ roomId }) => roomId === room.roomId)) this.list = [...this.list, room]
  }
}
