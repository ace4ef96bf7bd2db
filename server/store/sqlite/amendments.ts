// What became of a message: how an EDIT or DELETE changes the rows before it, and how the text is found that stands now. What is
// stored, and why so, is told in schema.ts.
import type { Statement } from 'better-sqlite3'
import type { Entry } from '../../../protocol/entry.ts'
import type { Seq } from '../../../protocol/ids.ts'
import type { Database } from './database.ts'
import type { LogKey } from './log-heads.ts'

/** An EDIT or a DELETE. */
export type Amending = Pick<Entry, 'type' | 'seq' | 'refersTo'>

/** What a TALK says since it was edited. `editedAt`: milliseconds since 1970. */
export interface NewText {
  message: string
  editedAt: number
}

/** The newest EDIT of a TALK. */
interface EditRow {
  message: string
  sentAt: number
  amended: 1 | null
}

/** As many bytes as the text had, so that the row stays where and as it is. */
export const BLANK = `message = printf('%*s', length(CAST(message AS BLOB)), '')`

export class Amendments {
  readonly #talk: Statement<[amended: number, log: number, seq: number]>
  readonly #edits: Statement<[log: number, refersTo: number, before: number]>
  readonly #own: Statement<[log: number, seq: number]>
  readonly #newest: Statement<[log: number, refersTo: number], EditRow>

  constructor({ connection }: Database) {
    this.#talk = connection.prepare(
      `UPDATE entries SET ${BLANK}, amended = ? WHERE log = ? AND seq = ? AND type = 'TALK' AND amended IS NOT 1`,
    )
    this.#edits = connection.prepare(
      `UPDATE entries SET ${BLANK}, amended = 1
       WHERE log = ? AND refers_to = ? AND seq < ? AND type = 'EDIT' AND amended IS NULL`,
    )
    this.#own = connection.prepare(`UPDATE entries SET ${BLANK}, amended = 1 WHERE log = ? AND seq = ?`)
    this.#newest = connection.prepare(
      `SELECT message, sent_at AS sentAt, amended FROM entries
       WHERE log = ? AND refers_to = ? AND type = 'EDIT' ORDER BY seq DESC LIMIT 1`,
    )
  }

  /**
   * Has the rows before it changed by an entry that has been written. False where it refers to no TALK of the log, or to one
   * that has been deleted: then it has no text itself.
   */
  apply({ key }: LogKey, { type, seq, refersTo }: Amending): boolean {
    const amended = type === 'EDIT' ? 0 : 1
    const applies = refersTo !== undefined && this.#talk.run(amended, key, refersTo).changes === 1
    if (applies) this.#edits.run(key, refersTo, seq)
    else this.#own.run(key, seq)
    return applies
  }

  /** What the TALK says since its newest EDIT; null where it is deleted, or was never edited. */
  newText({ key }: LogKey, seq: Seq): NewText | null {
    const edit = this.#newest.get(key, seq)
    if (edit === undefined || edit.amended === 1) return null
    return { message: edit.message, editedAt: edit.sentAt }
  }
}
