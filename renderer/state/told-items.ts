// What was told of a list's items since the whole list was asked for: it is newer than the list that is on its way.
import type { RoomId } from '../../protocol/ids.ts'

/** What was told of one room: all of it, null where it is gone; or no more than what has changed. */
type Told<Item> = { item: Item | null } | { change: Partial<Item> }

export class ToldItems<Item extends { roomId: RoomId }> {
  /** Of each room, what comes of all that was told of it. */
  readonly #told = new Map<RoomId, Told<Item>>()

  forget(): void {
    this.#told.clear()
  }

  /** `item`: null where it is gone. */
  tell(roomId: RoomId, item: Item | null): void {
    this.#told.delete(roomId)
    this.#told.set(roomId, { item })
  }

  /** Changes what was told of it, or what the list has of it; what is gone stays gone. */
  change(roomId: RoomId, change: Partial<Item>): void {
    const told = this.#told.get(roomId)
    this.#told.set(roomId, told === undefined ? { change } : changed(told, change))
  }

  /** The rooms that were told of, each as it is now; `was` answers what the list has of one, null where it has nothing. */
  *after(was: (roomId: RoomId) => Item | null): Iterable<[RoomId, Item | null]> {
    for (const [roomId, told] of this.#told) yield [roomId, after(told, was(roomId))]
  }
}

/** Null where there is nothing. */
function after<Item>(told: Told<Item>, was: Item | null): Item | null {
  if ('item' in told) return told.item
  return was === null ? null : { ...was, ...told.change }
}

/** Both as one. */
function changed<Item>(told: Told<Item>, change: Partial<Item>): Told<Item> {
  return 'item' in told ? { item: after({ change }, told.item) } : { change: { ...told.change, ...change } }
}
