// Writes an imported room into the database: the rows that its log and the directory would have, had all of it happened here.
import { randomUUID } from 'node:crypto'
import type { Statement } from 'better-sqlite3'
import type { Entry } from '../../../protocol/entry.ts'
import type { Login, RoomId, UserId } from '../../../protocol/ids.ts'
import type { ImportedRoom, RoomImport } from '../room-import.ts'
import type { Database } from './database.ts'
import { EntryRows } from './entry-rows.ts'
import { LogHeads, type OpenLog } from './log-heads.ts'
import { toBit } from './room-rows.ts'

const TAKEN = 'SELECT 1 FROM rooms WHERE room = @id UNION ALL SELECT 1 FROM logs WHERE room = @id'

const CREATE_ROOM = `
  INSERT INTO rooms (room, name, kind, topic, owner, slow_mode, announcement_only, created_at, created_by)
  VALUES (@roomId, @name, @kind, @topic, @ownerId, @slowMode, @announcementOnly, @createdAt, coalesce(@ownerId, ''))`

// Whoever comes back begins their next stay: the nonces of the notices name the stays, as in enter:3, and none may come twice.
const FORMER_STAYS = `
  INSERT INTO memberships (room, user, name, present, stay, entered)
  SELECT @room, sender_id, sender, 0, max(CAST(substr(nonce, 7) AS INTEGER)), 0
  FROM entries WHERE log = @log AND type IN ('ENTER', 'LEAVE') GROUP BY sender_id`

/** To be used within one transaction. */
export class RoomImportRows implements RoomImport {
  readonly #connection: Database['connection']
  readonly #rows: EntryRows
  readonly #log: OpenLog
  readonly #withoutText: Statement<[log: number, seq: number]>

  constructor(database: Database) {
    this.#connection = database.connection
    this.#rows = new EntryRows(database)
    // Which id the room gets is known at the end: until then the log has one that nobody can have.
    this.#log = new LogHeads(database).findOrCreate(`import ${randomUUID()}` as RoomId)
    this.#withoutText = this.#connection.prepare('UPDATE entries SET amended = 1 WHERE log = ? AND seq = ?')
  }

  personOf(login: Login): UserId | null {
    const find = this.#connection
      .prepare<[string], UserId>('SELECT user FROM accounts WHERE login = ?')
      .pluck()
    return find.get(login) ?? null
  }

  add(entry: Entry): boolean {
    if (!this.#rows.insert(this.#log, entry)) return false
    if (entry.deleted === true || isEmptyEdit(entry)) this.#withoutText.run(this.#log.key, entry.seq)
    else if (entry.refersTo !== undefined) this.#rows.amend(this.#log, entry)
    return true
  }

  finish(room: ImportedRoom): RoomId {
    const taken = this.#connection.prepare(TAKEN).get({ id: room.roomId }) !== undefined
    const roomId = taken ? (randomUUID() as RoomId) : room.roomId
    const { key } = this.#log
    this.#connection.prepare('UPDATE logs SET room = ? WHERE log = ?').run(roomId, key)
    const row = { ...room, roomId, announcementOnly: toBit(room.announcementOnly) }
    this.#connection.prepare(CREATE_ROOM).run(row)
    this.#connection.prepare(FORMER_STAYS).run({ room: roomId, log: key })
    return roomId
  }
}

/** Its message has been deleted since, or is no longer held. */
function isEmptyEdit({ type, message }: Entry): boolean {
  return type === 'EDIT' && message === ''
}
