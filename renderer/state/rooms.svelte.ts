// The rooms of a host: the open ones as everybody sees them, and how many people are in each; and one's own besides.
import { Value } from 'typebox/value'
import { TOPIC } from '../../protocol/destinations.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { NewRoomKind, Room } from '../../protocol/rest.ts'
import { LobbySignal } from '../../protocol/signals.ts'
import type { ChatConnection } from '../connection/chat-connection.ts'
import type { RestClient } from '../connection/rest-client.ts'
import { LiveList } from './live-list.svelte.ts'
import type { OwnRooms } from './own-rooms.svelte.ts'

export class Rooms {
  /** Whether the host has told its rooms: before that, an empty list means nothing. */
  loaded = $state(false)
  readonly #rest: Pick<RestClient, 'rooms' | 'createRoom'>
  readonly #open = new LiveList<Room>()
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

  /** The open ones. */
  get list(): readonly Room[] {
    return this.#open.items
  }

  /** Reads the list anew; what is told meanwhile is newer. Rejects with a RequestFailure. */
  async load(): Promise<void> {
    this.#open.ask()
    this.#open.become(await this.#rest.rooms())
    this.loaded = true
  }

  /** Rejects with a RequestFailure. */
  async create(name: string, kind: NewRoomKind = 'open'): Promise<Room> {
    const room = await this.#rest.createRoom(name, kind)
    if (kind === 'open') this.#add(room)
    else this.#own.add(room)
    return room
  }

  /** All that can be opened, each once: a room that was closed just now may be told as one's own before it is open no more. */
  get all(): readonly Room[] {
    return [...this.list, ...this.#own.list.filter(({ roomId }) => this.#open.find(roomId) === null)]
  }

  find(roomId: RoomId): Room | null {
    return this.#open.find(roomId) ?? this.#own.find(roomId)
  }

  #take(body: unknown): void {
    if (!Value.Check(LobbySignal, body)) return
    switch (body.type) {
      case 'ROOM_CREATED': {
        const { type: _, ...room } = body
        return this.#open.put(room)
      }
      case 'ROOM_CHANGED': {
        const { type: _, ...room } = body
        return this.#open.change(room.roomId, room)
      }
      case 'ROOM_COUNT':
        return this.#open.change(body.roomId, { members: body.members })
      case 'ROOM_CLOSED':
        return this.#open.drop(body.roomId)
    }
  }

  /** What has been told of it meanwhile is newer. */
  #add(room: Room): void {
    if (this.#open.find(room.roomId) === null) this.#open.put(room)
  }
}
