// A list of something by room that the host tells as a whole when it is asked, and every change of as it comes.
import type { RoomId } from '../../protocol/ids.ts'

/** `item` is null where it is gone. */
interface Told<Item> {
  roomId: RoomId
  item: Item | null
}

export class LiveList<Item extends { roomId: RoomId }> {
  items = $state.raw<readonly Item[]>([])
  /** What was told since the whole list was asked for: the latest of each. */
  #told: Told<Item>[] = []

  find(roomId: RoomId): Item | null {
    return this.items.find((item) => item.roomId === roomId) ?? null
  }

  /** The whole list is asked for: what is told from now on is newer than it. */
  ask(): void {
    this.#told = []
  }

  /** The whole list as it was when it was asked for. */
  become(items: readonly Item[]): void {
    this.items = items
    for (const { roomId, item } of this.#told) this.#set(roomId, item)
  }

  /** Takes the place of what is there of this room, or the last one. */
  put(item: Item): void {
    this.#tell(item.roomId, item)
  }

  drop(roomId: RoomId): void {
    this.#tell(roomId, null)
  }

  #tell(roomId: RoomId, item: Item | null): void {
    this.#told = [...this.#told.filter((told) => told.roomId !== roomId), { roomId, item }]
    this.#set(roomId, item)
  }

  #set(roomId: RoomId, item: Item | null): void {
    const at = this.items.findIndex((one) => one.roomId === roomId)
    const [before, after] = at === -1 ? [this.items, []] : [this.items.slice(0, at), this.items.slice(at + 1)]
    this.items = item === null ? [...before, ...after] : [...before, item, ...after]
  }
}
