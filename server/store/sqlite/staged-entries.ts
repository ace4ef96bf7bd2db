// Entries on their way into the database, in a file of their own beside it. They come room by room, and the rows of the logs lie in
// the order in which people wrote, whatever the room: a search answers in that order.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite, { type Statement } from 'better-sqlite3'
import type { Entry } from '../../../protocol/entry.ts'
import type { RoomId, Seq } from '../../../protocol/ids.ts'

const FILE_NAME = 'moving-in.db'

// `at`: when it was written, or when the entry before it in its log was, where the clock had been set back: so a log's entries stay
// in their order. `entry`: JSON, without what its whole log has in common.
const SHAPE = `
  CREATE TABLE IF NOT EXISTS staged (
    log   INTEGER NOT NULL,
    seq   INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    entry TEXT    NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS staged_by_seq ON staged (log, seq);
  CREATE TABLE IF NOT EXISTS passed (room TEXT NOT NULL) STRICT;
`

/** An entry without what its whole log has in common. */
export type StagedEntry = Omit<Entry, 'roomId' | 'epoch'>

/** Of which log, and where it is in the order of all. */
export interface StagedRow {
  log: number
  seq: Seq
  at: number
  entry: string
}

interface Last {
  seq: Seq
  at: number
}

const NOTHING: Last = { seq: 0 as Seq, at: 0 }

export class StagedEntries {
  readonly #path: string
  readonly #file: Sqlite.Database
  readonly #last: Statement<[log: number], Last>
  readonly #at: Statement<[log: number, seq: number], number>
  readonly #keep: (log: number, entries: readonly Entry[]) => void
  readonly #pass: (room: RoomId) => void

  constructor(dataDir: string) {
    this.#path = join(dataDir, FILE_NAME)
    this.#file = new Sqlite(this.#path)
    this.#file.pragma('journal_mode = WAL')
    this.#file.pragma('synchronous = NORMAL')
    this.#file.exec(SHAPE)
    this.#last = this.#file.prepare('SELECT seq, at FROM staged WHERE log = ? ORDER BY seq DESC LIMIT 1')
    this.#at = this.#file
      .prepare<[number, number], number>('SELECT at FROM staged WHERE log = ? AND seq = ?')
      .pluck()
    this.#keep = this.#keeping()
    this.#pass = this.#passing()
  }

  get count(): number {
    return Number(this.#file.prepare('SELECT count(*) FROM staged').pluck().get())
  }

  /** The last seq of a log; 0 where there is none. */
  lastOf(log: number): Seq {
    return (this.#last.get(log) ?? NOTHING).seq
  }

  /** All in one transaction. */
  keep(log: number, entries: readonly Entry[]): void {
    this.#keep(log, entries)
  }

  passed(room: RoomId): void {
    this.#pass(room)
  }

  reached(): RoomId | null {
    return (this.#file.prepare('SELECT room FROM passed').pluck().get() ?? null) as RoomId | null
  }

  /** The rows after one of them, the first ones for null, in the order of all. The first call takes a while. */
  inOrder(after: { log: number; seq: Seq } | null, limit: number): StagedRow[] {
    this.#file.exec('CREATE INDEX IF NOT EXISTS staged_by_time ON staged (at, log, seq)')
    const read = this.#file.prepare<[number, number, number, number], StagedRow>(`
      SELECT log, seq, at, entry FROM staged WHERE (at, log, seq) > (?, ?, ?) ORDER BY at, log, seq LIMIT ?`)
    if (after === null) return read.all(-1, 0, 0, limit)
    return read.all(this.#at.get(after.log, after.seq) ?? -1, after.log, after.seq, limit)
  }

  close(): void {
    this.#file.close()
  }

  /** Ends it, and leaves nothing. */
  remove(): void {
    this.close()
    for (const rest of ['', '-wal', '-shm']) rmSync(this.#path + rest, { force: true })
  }

  #keeping(): (log: number, entries: readonly Entry[]) => void {
    const insert = this.#file.prepare('INSERT INTO staged (log, seq, at, entry) VALUES (?, ?, ?, ?)')
    return this.#file.transaction((log: number, entries: readonly Entry[]) => {
      let { at } = this.#last.get(log) ?? NOTHING
      for (const { roomId: _, epoch: __, ...entry } of entries) {
        at = Math.max(at, entry.sentAt)
        insert.run(log, entry.seq, at, JSON.stringify(entry))
      }
    })
  }

  #passing(): (room: RoomId) => void {
    const forget = this.#file.prepare('DELETE FROM passed')
    const note = this.#file.prepare('INSERT INTO passed (room) VALUES (?)')
    return this.#file.transaction((room: RoomId) => {
      forget.run()
      note.run(room)
    })
  }
}
