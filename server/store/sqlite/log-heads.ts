// Where each room's log stands, without asking the database for every message.
import { randomUUID } from 'node:crypto'
import type { Statement } from 'better-sqlite3'
import type { Epoch, RoomId, Seq } from '../../../protocol/ids.ts'
import { Recent } from '../recent.ts'
import type { LogHead } from '../room-log.ts'
import type { Database } from './database.ts'

/** A log's head, with the number that stands for its room in the rows. Whoever appends moves it on. */
export interface OpenLog extends LogHead {
  key: number
}

/** Rooms that nobody has written to for long are dropped beyond this many, and looked up again when they wake. */
const REMEMBERED_ROOMS = 10_000

const NONE = 0 as Seq

const FIND = `
  SELECT log AS key, epoch,
    coalesce((SELECT min(seq) FROM entries WHERE entries.log = logs.log), 0) AS first,
    coalesce((SELECT max(seq) FROM entries WHERE entries.log = logs.log), 0) AS last
  FROM logs WHERE room = ?`

/** The heads of the rooms that were used last, each read from the database once. */
export class LogHeads {
  readonly #find: Statement<[string], OpenLog>
  readonly #create: Statement<[string, string]>
  readonly #remembered = new Recent<RoomId, OpenLog>(REMEMBERED_ROOMS)

  constructor({ connection }: Database) {
    this.#find = connection.prepare(FIND)
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

  /** For after a rollback: what is remembered of the room may never have been kept. */
  forget(room: RoomId): void {
    this.#remembered.forget(room)
  }
}
