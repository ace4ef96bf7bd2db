// One person who listens to what becomes of their rooms: which those are now, and how far they have read in each.
import type { RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { OwnRoomSignal } from '../../protocol/signals.ts'
import type { PersonSignal } from '../store/signals.ts'
import { showOwnRoom } from './list-my-rooms.ts'
import type { ChatPorts } from './ports.ts'
import type { Unread, Watcher, WatchedRooms } from './watched-rooms.ts'

export interface ListenerParts {
  userId: UserId
  tell: (signal: OwnRoomSignal) => void
  ports: ChatPorts
  watched: WatchedRooms
}

export class OwnRoomsListener implements Watcher {
  readonly #parts: ListenerParts
  /** The rooms that they are in, and their marks. */
  readonly #marks = new Map<RoomId, Seq>()
  #ended = false

  constructor(parts: ListenerParts) {
    this.#parts = parts
  }

  /** Resolves when every room that they are in now is watched. */
  async begin(): Promise<void> {
    const { ports, userId } = this.#parts
    for (const { roomId, read } of await ports.directory.stays(userId)) await this.#watch(roomId, read)
  }

  /** Null: something may have been missed. Rejects where it cannot be found out what. */
  async hear(signal: PersonSignal | null): Promise<void> {
    if (signal === null) return this.#catchUp()
    const { roomId } = signal
    switch (signal.type) {
      case 'ENTERED':
        return this.#enter(roomId)
      case 'LEFT':
        this.#unwatch(roomId)
        return this.#tell({ type: 'ROOM_GONE', roomId, reason: signal.reason })
      case 'CHANGED':
        return this.#show('ROOM_CHANGED', roomId)
      case 'INVITED':
        return this.#tell(signal)
      case 'READ':
        return this.#move(roomId, signal.seq)
    }
  }

  markIn(roomId: RoomId): Seq | null {
    return this.#marks.get(roomId) ?? null
  }

  count(unread: Unread): void {
    this.#tell({ type: 'UNREAD', ...unread })
  }

  get hasEnded(): boolean {
    return this.#ended
  }

  /** They listen no more: nothing is told after the call. */
  end(): void {
    this.#ended = true
    for (const roomId of this.#marks.keys()) this.#unwatch(roomId)
  }

  /** Tells what is otherwise now. Why they are in a room no more is not known any more. */
  async #catchUp(): Promise<void> {
    const { ports, userId } = this.#parts
    const stays = new Map((await ports.directory.stays(userId)).map(({ roomId, read }) => [roomId, read]))
    for (const roomId of [...this.#marks.keys()]) {
      if (stays.has(roomId)) continue
      this.#unwatch(roomId)
      this.#tell({ type: 'ROOM_GONE', roomId, reason: 'left' })
    }
    for (const [roomId, read] of stays) {
      if (this.#marks.has(roomId)) this.#move(roomId, read)
      else await this.#enter(roomId)
    }
  }

  async #enter(roomId: RoomId): Promise<void> {
    if (this.#marks.has(roomId)) return
    const { ports, userId } = this.#parts
    await this.#watch(roomId, await ports.directory.readMark(roomId, userId))
    await this.#show('ROOM_ADDED', roomId).catch((error: unknown) => {
      // Otherwise nobody would tell of it any more.
      this.#unwatch(roomId)
      throw error
    })
  }

  async #watch(roomId: RoomId, read: Seq): Promise<void> {
    if (this.#ended) return
    this.#marks.set(roomId, read)
    await this.#parts.watched.add(roomId, this).catch((error: unknown) => {
      this.#unwatch(roomId)
      throw error
    })
  }

  #unwatch(roomId: RoomId): void {
    if (this.#marks.delete(roomId)) this.#parts.watched.remove(roomId, this)
  }

  #move(roomId: RoomId, seq: Seq): void {
    const mark = this.markIn(roomId)
    if (mark === null || seq <= mark) return
    this.#marks.set(roomId, seq)
    this.#parts.watched.recount(roomId, this)
  }

  async #show(type: 'ROOM_ADDED' | 'ROOM_CHANGED', roomId: RoomId): Promise<void> {
    const read = this.markIn(roomId)
    if (read === null) return
    const { ports, userId } = this.#parts
    const room = await showOwnRoom(ports, { roomId, read }, userId)
    if (room !== null) this.#tell({ type, room })
  }

  #tell(signal: OwnRoomSignal): void {
    if (!this.#ended) this.#parts.tell(signal)
  }
}
