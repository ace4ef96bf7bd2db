// The rows of the logs: how an entry is written and found again.
import type { Statement } from 'better-sqlite3'
import type { Entry } from '../../../protocol/entry.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import { pageRange } from '../page-range.ts'
import type { Draft, Page } from '../room-log.ts'
import type { Database } from './database.ts'
import type { OpenLog } from './log-heads.ts'

/** An entry without what its whole log has in common. */
type Row = Omit<Entry, 'roomId' | 'epoch'>

const COLUMNS = 'seq, type, sender_id AS senderId, sender, message, sent_at AS sentAt, nonce'

const INSERT = `
  INSERT INTO entries (log, seq, type, sender_id, sender, message, sent_at, nonce) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (log, sender_id, nonce) DO NOTHING`

export class EntryRows {
  readonly #insert: Statement<[number, number, string, string, string, string, number, string]>
  readonly #marked: Statement<[number, string, string], Row>
  readonly #below: Statement<[number, number, number], Row>
  readonly #from: Statement<[number, number, number], Row>

  constructor({ connection }: Database) {
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
  }

  /** Writes the entry. False where its sender has used its nonce in this log before; then nothing is written. */
  insert({ key }: OpenLog, entry: Entry): boolean {
    const { seq, type, senderId, sender, message, sentAt, nonce } = entry
    return this.#insert.run(key, seq, type, senderId, sender, message, sentAt, nonce).changes === 1
  }

  /** The entry that has the draft's sender and nonce; throws where there is none. */
  marked(room: RoomId, log: OpenLog, { senderId, nonce }: Draft): Entry {
    const row = this.#marked.get(log.key, senderId, nonce)
    if (row === undefined) throw new Error(`Room ${room} has no entry of ${senderId} marked ${nonce}.`)
    return toEntry(room, log, row)
  }

  /** A page, ascending by seq. */
  page(room: RoomId, log: OpenLog, page: Page): Entry[] {
    const { below, from } = pageRange(page)
    const older = below.limit > 0 ? this.#below.all(log.key, below.seq, below.limit).reverse() : []
    const newer = from.limit > 0 ? this.#from.all(log.key, from.seq, from.limit) : []
    return [...older, ...newer].map((row) => toEntry(room, log, row))
  }
}

function toEntry(roomId: RoomId, { epoch }: OpenLog, row: Row): Entry {
  const { type, seq, senderId, sender, message, sentAt, nonce } = row
  return { type, roomId, seq, epoch, senderId, sender, message, sentAt, nonce }
}
