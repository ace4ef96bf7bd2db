// What the index knows of each log: how far it has it, and what tells that it is still the same.
import type { Database, Statement } from 'better-sqlite3'
import type { Epoch, RoomId, Seq } from '../../../../protocol/ids.ts'
import type { RoomHead, Standing, Stretch } from '../../index-replica.ts'

/** See the tables in replica-file.ts. */
export interface LogRow {
  log: number
  room: RoomId
  epoch: Epoch
  first: Seq
  last: Seq
  mark: string
  settled: 0 | 1
}

/** What stands in a log's row, if there is one, as others are told. */
export function standingOf(row: LogRow | null): Standing {
  if (row === null) return { epoch: null, first: 0 as Seq, last: 0 as Seq }
  return { epoch: row.epoch, first: row.first, last: row.last }
}

/** Beyond every seq: nothing of such a log is found, and all of it is to be forgotten. */
const NOTHING_LEFT = Number.MAX_SAFE_INTEGER

const IN_STRETCH = 'SELECT room FROM logs WHERE room > ? AND (? IS NULL OR room <= ?)'

export class LogRows {
  readonly #find: Statement<[string], LogRow>
  readonly #add: Statement<[room: string, epoch: string, first: number, forgotten: number]>
  readonly #keep: Statement<[Omit<LogRow, 'room'>]>
  readonly #abandon: Statement<[number]>
  readonly #inStretch: Statement<[after: string, through: string | null, through: string | null], RoomId>

  constructor(index: Database) {
    this.#find = index.prepare('SELECT log, room, epoch, first, last, mark, settled FROM logs WHERE room = ?')
    this.#add = index.prepare(
      "INSERT INTO logs (room, epoch, first, last, mark, settled, forgotten) VALUES (?, ?, ?, 0, '', 0, ?)",
    )
    this.#keep = index.prepare(
      'UPDATE logs SET epoch = @epoch, first = @first, last = @last, mark = @mark, settled = @settled WHERE log = @log',
    )
    this.#abandon = index.prepare(`UPDATE logs SET room = NULL, first = ${NOTHING_LEFT} WHERE log = ?`)
    this.#inStretch = index.prepare<[string, string | null, string | null], RoomId>(IN_STRETCH).pluck()
  }

  /** Null where the index has nothing of the room. */
  find(room: RoomId): LogRow | null {
    return this.#find.get(room) ?? null
  }

  /** A log of which nothing has been taken yet. */
  begin({ roomId, epoch, first }: RoomHead): LogRow {
    const { lastInsertRowid } = this.#add.run(roomId, epoch, first, first)
    const log = Number(lastInsertRowid)
    return { log, room: roomId, epoch, first, last: 0 as Seq, mark: '', settled: 0 }
  }

  keep({ room: _, ...row }: LogRow): void {
    this.#keep.run(row)
  }

  /** From now on nothing of it is found; its messages are taken out by and by, see letting-go.ts. */
  abandon({ log }: LogRow): void {
    this.#abandon.run(log)
  }

  /** The rooms in a stretch, in no order. */
  within({ after, through }: Stretch): RoomId[] {
    return this.#inStretch.all(after ?? '', through, through)
  }
}
