// The order of what was said in all rooms: by time, and within a millisecond by room and seq. Every node has the same one, in
// whatever order it has read the logs, so a page that one node answers with is followed by the next page of any other.
import type { RoomId, Seq } from '../../../../protocol/ids.ts'
import type { Place } from '../../search-index.ts'

/** Rows that a millisecond has. What is more goes to the next ones: 128,000 messages a second are in exact order. More take disk. */
export const ROWS = 128
/** The last of which rows can be told exactly, in the year 2248; and what later ones count as, with room for many after it. */
const LATEST = 2 ** 43 - 1
const LATEST_SAID = 2 ** 42

/** What comes before this in the order: all that was said before the time, and of that time what stands before the place. */
export interface Bound {
  /** Milliseconds since 1970. */
  time: number
  /** Null: nothing of that time. */
  place: Place | null
}

export const EVERYTHING: Bound = { time: LATEST, place: null }

/** The first row of the time at which something was said; a clock that is wrong by a century is taken for a nearer one. */
export function firstRowAt(time: number): number {
  return Math.min(Math.max(time, 0), LATEST_SAID) * ROWS
}

export function timeOf(row: number): number {
  return Math.floor(row / ROWS)
}

/** What is in the bound has smaller rows than this. */
export function rowsEnd({ time, place }: Bound): number {
  return (place === null ? time : time + 1) * ROWS
}

/** Negative where `a` comes after `b`, of what was said at one time. */
export function newestFirst(a: Place, b: Place): number {
  if (a.roomId === b.roomId) return b.seq - a.seq
  return a.roomId < b.roomId ? 1 : -1
}

/** Whether a place of the bound's time is in it. */
export function isBefore(place: Place, bound: Bound): boolean {
  return bound.place !== null && newestFirst(bound.place, place) < 0
}

/** A bound as the text that is handed out: it names no place that was not handed out with it. */
export function toCursor({ time, place }: Bound): string {
  const text = place === null ? String(time) : `${time} ${place.roomId} ${place.seq}`
  return Buffer.from(text).toString('base64url')
}

const CURSOR = /^(\d{1,13})(?: ([A-Za-z0-9_-]{1,64}) (\d{1,16}))?$/

/** Null for a text that `toCursor` never made. */
export function fromCursor(cursor: string): Bound | null {
  const [, time, room, seq] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (time === undefined || Number(time) > LATEST) return null
  const place = room === undefined ? null : { roomId: room as RoomId, seq: Number(seq) as Seq }
  const bound = { time: Number(time), place }
  return toCursor(bound) === cursor ? bound : null
}
