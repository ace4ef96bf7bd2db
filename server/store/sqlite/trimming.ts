// Removes the oldest rows of a log. What they had is overwritten in the file, and so are the texts of edits of them.
import type { Statement } from 'better-sqlite3'
import type { Seq } from '../../../protocol/ids.ts'
import type { Keep } from '../room-log.ts'
import { BLANK } from './amendments.ts'
import type { Database } from './database.ts'
import type { OpenLog } from './log-heads.ts'

export class Trimming {
  readonly #firstSince: Statement<[log: number, from: number, to: number, since: number], Seq>
  readonly #blankEdits: Statement<[log: number, from: number, before: number]>
  readonly #remove: Statement<[log: number, from: number, before: number]>
  readonly #removeAll: (log: OpenLog, before: Seq) => void

  constructor({ connection }: Database) {
    this.#firstSince = connection
      .prepare<[number, number, number, number], Seq>(
        'SELECT seq FROM entries WHERE log = ? AND seq BETWEEN ? AND ? AND sent_at >= ? ORDER BY seq LIMIT 1',
      )
      .pluck()
    this.#blankEdits = connection.prepare(
      `UPDATE entries SET ${BLANK}, amended = 1
       WHERE log = ? AND refers_to >= ? AND refers_to < ? AND type = 'EDIT' AND amended IS NULL`,
    )
    this.#remove = connection.prepare('DELETE FROM entries WHERE log = ? AND seq >= ? AND seq < ?')
    this.#removeAll = connection.transaction((log: OpenLog, before: Seq) => {
      this.#blankEdits.run(log.key, log.first, before)
      this.#remove.run(log.key, log.first, before)
    })
  }

  /** Removes what is not kept, and moves the log's head. Answers how many entries. See `RoomLog.trim`. */
  trim(log: OpenLog, keep: Keep, limit: number): number {
    const removed = this.#firstKept(log, keep, limit) - log.first
    if (removed <= 0) return 0
    const first = (log.first + removed) as Seq
    this.#removeAll(log, first)
    log.first = first
    return removed
  }

  /** The seq that is to be the log's first, no further on than the limit allows. */
  #firstKept(log: OpenLog, { entries, since }: Keep, limit: number): number {
    const furthest = Math.min(log.first + limit, log.last)
    const byNumber = entries === null ? log.first : log.last - entries + 1
    const byTime = since === null ? log.first : this.#sinceThen(log, furthest, since)
    return Math.min(furthest, Math.max(byNumber, byTime))
  }

  #sinceThen({ key, first }: OpenLog, furthest: number, since: number): number {
    return this.#firstSince.get(key, first, furthest - 1, since) ?? furthest
  }
}
