// Looks messages up in the index, newest first, in the rooms that it is given and no others.
import type { Database, Statement } from 'better-sqlite3'
import type { RoomId, Seq } from '../../../../protocol/ids.ts'
import type { Place } from '../../search-index.ts'
import { matchOf } from './tokens.ts'

/** As many rooms can be asked for in the index itself; with more, what it finds is looked through. */
const ROOMS_IN_MATCH = 32
/** Messages that are looked through for one page: some tens of milliseconds. */
const LOOKED_THROUGH = 20_000

const BEFORE = 'SELECT rowid FROM said WHERE said MATCH ? AND rowid < ? ORDER BY rowid DESC'

/** What is looked for. `before`: an arrival, exclusive. */
export interface Lookup {
  words: readonly string[]
  rooms: readonly RoomId[]
  before: number
  limit: number
}

/** `next`: the arrival before which the next page begins; null where there is none. */
export interface Page {
  places: Place[]
  next: number | null
}

interface Row {
  log: number
  seq: Seq
}

export class Finder {
  readonly #before: Statement<[string, number], number>
  readonly #entry: Statement<[number], Row>
  readonly #logOf: Statement<[string], number>
  readonly #lookedThrough: number

  /** `lookedThrough`: how many messages for one page. */
  constructor(chat: Database, index: Database, lookedThrough = LOOKED_THROUGH) {
    this.#before = index.prepare<[string, number], number>(BEFORE).pluck()
    this.#entry = chat.prepare('SELECT log, seq FROM entries WHERE arrival = ?')
    this.#logOf = chat.prepare<[string], number>('SELECT log FROM logs WHERE room = ?').pluck()
    this.#lookedThrough = lookedThrough
  }

  find({ words, rooms, before, limit }: Lookup): Page {
    const roomOf = this.#logsOf(rooms)
    const page: Page = { places: [], next: null }
    if (roomOf.size === 0) return page
    const match = matchOf(words, roomOf.size > ROOMS_IN_MATCH ? null : [...roomOf.keys()])
    let last = before
    let looked = 0
    for (const arrival of this.#before.iterate(match, before)) {
      if (page.places.length === limit || looked === this.#lookedThrough) return { ...page, next: last }
      const place = this.#placeOf(arrival, roomOf)
      if (place !== null) page.places.push(place)
      last = arrival
      looked += 1
    }
    return page
  }

  /** Null where the entry is in none of the rooms, or no longer kept. */
  #placeOf(arrival: number, roomOf: ReadonlyMap<number, RoomId>): Place | null {
    const row = this.#entry.get(arrival)
    const roomId = row === undefined ? undefined : roomOf.get(row.log)
    return row === undefined || roomId === undefined ? null : { roomId, seq: row.seq }
  }

  /** The rooms by their logs' numbers, but for those in which nobody has said anything. */
  #logsOf(rooms: readonly RoomId[]): Map<number, RoomId> {
    const roomOf = new Map<number, RoomId>()
    for (const room of rooms) {
      const log = this.#logOf.get(room)
      if (log !== undefined) roomOf.set(log, room)
    }
    return roomOf
  }
}
