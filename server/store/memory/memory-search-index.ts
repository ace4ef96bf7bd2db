// The search over logs in memory: looks through all that was said. For tests, and for hosts that must keep nothing.
import { Refusal } from '../../../protocol/errors.ts'
import { fold } from '../folded-text.ts'
import type { Found, SearchIndex, SearchRequest } from '../search-index.ts'
import type { MemoryRoomLog } from './memory-room-log.ts'

/** The cursor is how many entries all logs together had before the last place of the page. */
const CURSOR = /^\d{1,16}$/

export class MemorySearchIndex implements SearchIndex {
  readonly #log: MemoryRoomLog

  constructor(log: MemoryRoomLog) {
    this.#log = log
  }

  async find({ words, rooms, cursor, limit }: SearchRequest): Promise<Found> {
    if (cursor !== null && !CURSOR.test(cursor))
      throw new Refusal('BAD_REQUEST', 'cursor is none of this host.')
    const found: Found = { places: [], next: null }
    let last = 0
    for (const [arrival, { type, roomId, seq, message }] of this.#log.newestFirst()) {
      if (cursor !== null && arrival >= Number(cursor)) continue
      if (type !== 'TALK' || !rooms.includes(roomId)) continue
      const folded = fold(message)
      if (!words.every((word) => folded.includes(word))) continue
      if (found.places.length === limit) return { ...found, next: String(last) }
      found.places.push({ roomId, seq })
      last = arrival
    }
    return found
  }

  async close(): Promise<void> {}
}
