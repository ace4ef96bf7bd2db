// The port to the search of what was said. An index can always be made anew from the logs, and holds nothing else.
import type { RoomId, Seq } from '../../protocol/ids.ts'

/** What is looked for. */
export interface SearchRequest {
  /** One at least, as `wordsOf` makes them: each must stand somewhere in a message, also in the middle of a word. */
  words: readonly string[]
  /** Nothing is found in any other room. */
  rooms: readonly RoomId[]
  /** `next` of the page before; null for the first page. */
  cursor: string | null
  /** How many at most, 1 or more. */
  limit: number
}

/** Where a message stands. */
export interface Place {
  roomId: RoomId
  seq: Seq
}

/**
 * A page of what was found, newest first. `next`: where the page after it begins, the same whatever is said meanwhile; null
 * where there is none. A page may have fewer places than were asked for, even none, and a next one all the same.
 */
export interface Found {
  places: Place[]
  next: string | null
}

export interface SearchIndex {
  /**
   * Finds TALKs as they stand now: all that were kept before the call, without those that were deleted. Refuses BAD_REQUEST
   * for a cursor that is none, TOO_FAST where too many searches wait, UNAVAILABLE for an outage and while the index is made
   * anew, both with the time to ask again where it can be told.
   */
  find(request: SearchRequest): Promise<Found>
  /** Ends its use. What still waits is refused UNAVAILABLE. Nothing may be called after this. */
  close(): Promise<void>
}
