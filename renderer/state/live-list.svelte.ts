// A list of something by room that the host tells as a whole when it is asked, and every change of as it comes.
import type { RoomId } from '../../protocol/ids.ts'
import { ToldItems } from './told-items.ts'

export class LiveList<Item extends { roomId: RoomId }> {
  items = $state.raw<readonly Item[]>([])
  readonly #told = new ToldItems<Item>()

  find(roomId: RoomId): Item | null {
    return this.items.find((item) => item.roomId === roomId) ?? null
  }

  /** The whole list is asked for: what is told from now on is newer than it. */
  ask(): void {
    this.#told.forget()
  }

  /** The whole list as it was when it was asked for. */
  become(items: readonly Item[]): void {
    this.items = items
    for (const [roomId, item] of this.#told.after((of) => this.find(of))) this.#set(roomId, item)
  }

  /** Takes the place of what is there of this room, or the last one. */
  put(item: Item): void {
    this.#tell(item.roomId, item)
  }

  /** Changes what is there of this room, or will be there when the whole list has come. */
  change(roomId: RoomId, change: Partial<Item>): void {
    this.#told.change(roomId, change)
    const was = this.find(roomId)
    if (was !== null) this.#set(roomId, { ...was, ...change })
  }

  drop(roomId: RoomId): void {
    this.#tell(roomId, null)
  }

  #tell(roomId: RoomId, item: Item | null): void {
    this.#told.tell(roomId, item)
    this.#set(roomId, item)
  }

  #set(roomId: RoomId, item: Item | null): void {
    const at = this.items.findIndex((one) => one.roomId === roomId)
    const [before, after] = at === -1 ? [this.items, []] : [this.items.slice(0, at), this.items.slice(at + 1)]
    this.items = item === null ? [...before, ...after] : [...before, item, ...after]
  }
}
