// Looks messages up in a node's index, newest first, in the rooms that it is given and no others.
import type { Database, Statement } from 'better-sqlite3'
import type { Seq } from '../../../../protocol/ids.ts'
import type { Place } from '../../search-index.ts'
import { matchOf } from '../search/tokens.ts'
import type { LogRow } from './log-rows.ts'
import { isBefore, newestFirst, rowsEnd, timeOf, type Bound } from './moment.ts'

/** As many rooms can be asked for in the index itself; with more, what it finds is looked through. */
const ROOMS_IN_MATCH = 32
/** Messages that are looked through for one page, and those of the last one's millisecond: some tens of milliseconds. */
const LOOKED_THROUGH = 20_000

// CROSS: the order is that of `said`, which has it already.
const BEFORE = `
  SELECT at, log, seq FROM said CROSS JOIN places ON at = said.rowid
  WHERE said MATCH ? AND said.rowid < ? ORDER BY said.rowid DESC`

export interface Lookup {
  words: readonly string[]
  before: Bound
  limit: number
}

/** `next`: what comes after the page; null where nothing does. */
export interface FoundPage {
  places: Place[]
  next: Bound | null
}

interface Row {
  at: number
  log: number
  seq: Seq
}

export class ReplicaFinder {
  readonly #before: Statement<[match: string, rowsEnd: number], Row>
  readonly #lookedThrough: number

  /** `lookedThrough`: how many messages for one page. */
  constructor(index: Database, lookedThrough = LOOKED_THROUGH) {
    this.#before = index.prepare(BEFORE)
    this.#lookedThrough = lookedThrough
  }

  find({ words, before, limit }: Lookup, logs: readonly LogRow[]): FoundPage {
    const page: FoundPage = { places: [], next: null }
    if (logs.length === 0) return page
    const byNumber = new Map(logs.map((row) => [row.log, row]))
    const match = matchOf(words, byNumber.size > ROOMS_IN_MATCH ? null : [...byNumber.keys()])
    let looked = 0
    for (const { time, rows } of byTime(this.#before.iterate(match, rowsEnd(before)))) {
      if (looked >= this.#lookedThrough) return { ...page, next: { time: time + 1, place: null } }
      looked += rows.length
      for (const place of placesOf(rows, byNumber)) {
        if (time === before.time && !isBefore(place, before)) continue
        if (page.places.length === limit) return page
        page.places.push(place)
        page.next = { time, place }
      }
    }
    return { ...page, next: null }
  }
}

/** What was said at one time, of rows that come in the order of their times. */
function* byTime(rows: Iterable<Row>): Generator<{ time: number; rows: Row[] }> {
  let group: { time: number; rows: Row[] } | null = null
  for (const row of rows) {
    const time = timeOf(row.at)
    if (group !== null && group.time !== time) {
      yield group
      group = null
    }
    group ??= { time, rows: [] }
    group.rows.push(row)
  }
  if (group !== null) yield group
}

/** Of those of the logs that hold them, newest first. */
function placesOf(rows: readonly Row[], logs: ReadonlyMap<number, LogRow>): Place[] {
  const places: Place[] = []
  for (const { log, seq } of rows) {
    const row = logs.get(log)
    if (row !== undefined && seq >= row.first) places.push({ roomId: row.room, seq })
  }
  return places.sort(newestFirst)
}
