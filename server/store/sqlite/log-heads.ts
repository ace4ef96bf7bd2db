// Where each room's log stands, without asking the database for every message.
import { randomUUID } from 'node:crypto'
import type { Statement } from 'better-sqlite3'
import type { Epoch, RoomId, Seq } from '../../../protocol/ids.ts'
import { Recent } from '../recent.ts'
import type { LogHead } from '../room-log.ts'
import type { Database } from './database.ts'

/** The number that stands for a log's room in the rows. */
export interface LogKey {
  key: number
}

/** A log's head, with its number. Whoever appends moves it on. */
export interface OpenLog extends LogHead, LogKey {}

/** Rooms that nobody has written to for long are dropped beyond this many, and looked up again when they wake. */
const REMEMBERED_ROOMS = 10_000

const NONE = 0 as Seq

const FIND = `
  SELECT log AS key, epoch,
    coalesce((SELECT min(seq) FROM entries WHERE entries.log = logs.log), 0) AS first,
    coalesce((SELECT max(seq) FROM entries WHERE entries.log = logs.log), 0) AS last
  FROM logs WHERE room = ?`

const ROOMS = 'SELECT room FROM logs WHERE room > ? ORDER BY room LIMIT ?'

/** The heads of the rooms that were used last, each read from the database once. */
export class LogHeads {
  readonly #find: Statement<[string], OpenLog>
  readonly #rooms: Statement<[string, number], RoomId>
  readonly #create: Statement<[string, string]>
  readonly #remembered = new Recent<RoomId, OpenLog>(REMEMBERED_ROOMS)

  constructor({ connection }: Database) {
    this.#find = connection.prepare(FIND)
    this.#rooms = connection.prepare<[string, number], RoomId>(ROOMS).pluck()
    this.#create = connection.prepare('INSERT INTO logs (room, epoch) VALUES (?, ?)')
  }

  /** The room's log, or null where it has none yet. */
  find(room: RoomId): OpenLog | null {
    const remembered = this.#remembered.get(room)
    if (remembered !== undefined) return remembered
    const log = this.#find.get(room)
    return log === undefined ? null : this.#remembered.set(room, log)
  }

  /** The room's log, made with a fresh epoch where it has none yet. */
  findOrCreate(room: RoomId): OpenLog {
    const log = this.find(room)
    if (log !== null) return log
    const epoch = randomUUID() as Epoch
    const { lastInsertRowid } = this.#create.run(room, epoch)
    return this.#remembered.set(room, { key: Number(lastInsertRowid), epoch, first: NONE, last: NONE })
  }

  /** Rooms that have a log, in the order of their ids. */
  rooms(after: RoomId | null, limit: number): RoomId[] {
    return this.#rooms.all(after ?? '', limit)
  }

  /** For after a rollback: what is remembered of the room may never have been kept. */
  forget(room: RoomId): void {
    this.#remembered.forget(room)
  }
}
