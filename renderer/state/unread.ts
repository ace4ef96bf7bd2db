// What waits in the rooms that a person is in, as the host counts it: shown for those that they do not look at.
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { MyRoom } from '../../protocol/rest.ts'
import type { OwnRoomSignal } from '../../protocol/signals.ts'
import { withRead, type Waiting } from './left-off.ts'

/** Beyond this many, nobody counts. */
export const MOST_UNREAD = 99

/** Rooms without unread messages are left out. */
export type UnreadCounts = Readonly<Partial<Record<RoomId, number>>>

export class Unread {
  readonly #onCounts: (counts: UnreadCounts) => void
  #waiting = new Map<RoomId, Waiting>()
  /** Rooms that were told of while all of them are asked for. */
  readonly #told = new Set<RoomId>()
  #open: RoomId | null = null

  /** `onCounts`: hears of every change. */
  constructor(onCounts: (counts: UnreadCounts) => void) {
    this.#onCounts = onCounts
  }

  /** What waits in a room; null where the host has not told. */
  in(roomId: RoomId): Waiting | null {
    return this.#waiting.get(roomId) ?? null
  }

  /** All counts are asked for: what is told from now on is newer. */
  ask(): void {
    this.#told.clear()
  }

  /** The counts as they were when they were asked for. */
  become(rooms: readonly MyRoom[]): void {
    const waiting = new Map<RoomId, Waiting>(rooms.map((room) => [room.roomId, room]))
    for (const roomId of this.#told) {
      const told = this.#waiting.get(roomId)
      if (told === undefined) waiting.delete(roomId)
      else waiting.set(roomId, told)
    }
    this.#waiting = waiting
    this.#show()
  }

  /** This room is looked at: nothing waits in it. Null: none is. */
  open(roomId: RoomId | null): void {
    this.#open = roomId
    this.#show()
  }

  /** One has read up to there in this page: the host counts that a moment later. */
  read(roomId: RoomId, seq: Seq): void {
    const waiting = this.#waiting.get(roomId)
    if (waiting === undefined || seq <= waiting.read) return
    this.#put(roomId, withRead(waiting, seq))
  }

  take(signal: OwnRoomSignal): void {
    switch (signal.type) {
      case 'UNREAD':
        return this.#tell(signal.roomId, signal)
      case 'ROOM_ADDED':
      case 'ROOM_CHANGED':
        return this.#tell(signal.room.roomId, signal.room)
      case 'ROOM_GONE':
        return this.#put(signal.roomId, null)
      case 'INVITED':
        return
    }
  }

  /** What was counted before the host knew how far one has read is not taken back. */
  #tell(roomId: RoomId, { seq, read, unread }: Waiting): void {
    const known = this.#waiting.get(roomId)?.read ?? read
    this.#put(roomId, withRead({ seq, read, unread }, known))
  }

  #put(roomId: RoomId, waiting: Waiting | null): void {
    this.#told.add(roomId)
    if (waiting === null) this.#waiting.delete(roomId)
    else this.#waiting.set(roomId, waiting)
    this.#show()
  }

  #show(): void {
    const counts = [...this.#waiting].map(([roomId, { unread }]) => [roomId, unread] as const)
    this.#onCounts(Object.fromEntries(counts.filter(([roomId, count]) => count > 0 && roomId !== this.#open)))
  }
}
