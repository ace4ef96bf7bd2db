// The rows of the logs: how an entry is written and found again.
import type { Statement } from 'better-sqlite3'
import type { Entry, LeaveReason } from '../../../protocol/entry.ts'
import type { Nonce, RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import { toEntry, type Line } from '../entry-of.ts'
import { pageRange } from '../page-range.ts'
import type { Draft, Page } from '../room-log.ts'
import { Amendments, type Amending } from './amendments.ts'
import type { Database } from './database.ts'
import type { LogKey, OpenLog } from './log-heads.ts'

/** An entry without what its whole log has in common. */
interface Row extends Omit<Line, 'roomId' | 'epoch'> {
  reason: LeaveReason | null
  refersTo: Seq | null
  amended: 0 | 1 | null
}

/** In the order of the statement. */
type Bound = [...entry: (number | string)[], reason: string | null, refersTo: number | null]

const COLUMNS = `
  seq, type, sender_id AS senderId, sender, message, sent_at AS sentAt, nonce, reason, refers_to AS refersTo, amended`

const INSERT = `
  INSERT INTO entries (log, seq, type, sender_id, sender, message, sent_at, nonce, reason, refers_to)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (log, sender_id, nonce) DO NOTHING`

// Found in an index of their own: TALKs, which are most of a log, are not looked at.
const OTHERS_AFTER = `SELECT count(*) FROM entries WHERE log = ? AND seq > ? AND type <> 'TALK'`

export class EntryRows {
  readonly #amendments: Amendments
  readonly #insert: Statement<Bound>
  readonly #marked: Statement<[number, string, string], Row>
  readonly #below: Statement<[number, number, number], Row>
  readonly #from: Statement<[number, number, number], Row>
  readonly #othersAfter: Statement<[number, number], number>

  constructor(database: Database) {
    const { connection } = database
    this.#amendments = new Amendments(database)
    this.#insert = connection.prepare(INSERT)
    this.#marked = connection.prepare(
      `SELECT ${COLUMNS} FROM entries WHERE log = ? AND sender_id = ? AND nonce = ?`,
    )
    const side = (condition: string) =>
      connection.prepare<[number, number, number], Row>(
        `SELECT ${COLUMNS} FROM entries WHERE log = ? AND seq ${condition} LIMIT ?`,
      )
    this.#below = side('< ? ORDER BY seq DESC')
    this.#from = side('>= ? ORDER BY seq')
    this.#othersAfter = connection.prepare<[number, number], number>(OTHERS_AFTER).pluck()
  }

  /**
   * Writes the entry; what it does to another one is `amend`. False where its sender has used its nonce in this log before; then
   * nothing is written.
   */
  insert({ key }: LogKey, entry: Omit<Entry, 'roomId' | 'epoch'>): boolean {
    const { seq, type, senderId, sender, message, sentAt, nonce, reason = null, refersTo = null } = entry
    const { changes } = this.#insert.run(
      key,
      seq,
      type,
      senderId,
      sender,
      message,
      sentAt,
      nonce,
      reason,
      refersTo,
    )
    return changes === 1
  }

  /** Has the TALK that an EDIT or DELETE refers to changed by it. False where there is none that can be. */
  amend(log: LogKey, entry: Amending): boolean {
    return this.#amendments.apply(log, entry)
  }

  /** The entry that has the draft's sender and nonce; throws where there is none. */
  marked(room: RoomId, log: OpenLog, { senderId, nonce }: Draft): Entry {
    const row = this.#marked.get(log.key, senderId, nonce)
    if (row === undefined) throw new Error(`Room ${room} has no entry of ${senderId} marked ${nonce}.`)
    return this.#entryOf(room, log, row)
  }

  /** How many TALKs there are after `seq`: all entries, without those that are none. */
  talksAfter({ key, first, last }: OpenLog, seq: Seq): number {
    const from = Math.max(seq, first - 1)
    return last <= from ? 0 : last - from - (this.#othersAfter.get(key, from) ?? 0)
  }

  holds({ key }: OpenLog, sender: UserId, nonce: Nonce): boolean {
    return this.#marked.get(key, sender, nonce) !== undefined
  }

  /** A page, ascending by seq. */
  page(room: RoomId, log: OpenLog, page: Page): Entry[] {
    const { below, from } = pageRange(page)
    const older = below.limit > 0 ? this.#below.all(log.key, below.seq, below.limit).reverse() : []
    const newer = from.limit > 0 ? this.#from.all(log.key, from.seq, from.limit) : []
    return [...older, ...newer].map((row) => this.#entryOf(room, log, row))
  }

  #entryOf(roomId: RoomId, log: OpenLog, row: Row): Entry {
    const { type, seq, senderId, sender, message, sentAt, nonce, reason, refersTo, amended } = row
    const line = { type, roomId, seq, epoch: log.epoch, senderId, sender, message, sentAt, nonce }
    const entry = toEntry(line, reason, refersTo)
    return amended === null ? entry : this.#asItIsNow(log, entry)
  }

  /** Of a row whose own text is no more. */
  #asItIsNow(log: OpenLog, entry: Entry): Entry {
    const talk = entry.refersTo ?? entry.seq
    // What came before the message that it names was about nothing.
    const isText = entry.type !== 'DELETE' && talk <= entry.seq
    const now = isText ? this.#amendments.newText(log, talk) : null
    entry.message = now?.message ?? ''
    if (entry.type !== 'TALK') return entry
    if (now === null) entry.deleted = true
    else entry.editedAt = now.editedAt
    return entry
  }
}
