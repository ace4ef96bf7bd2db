// The SQL of a move: what is read of the tables in the order of ids, and how it is put in again.
import type { Statement } from 'better-sqlite3'
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { Account } from '../accounts.ts'
import type { KeptFamily } from '../family-step.ts'
import type { HouseSize, KeptMark, KeptPlace, KeptRoom } from '../house.ts'
import type { Database } from './database.ts'
import type { Bit } from './directory-statements.ts'

/** A room as its row has it. */
export type KeptRoomRow = Omit<KeptRoom, 'announcementOnly' | 'createdBy'> & {
  announcementOnly: Bit
  createdBy: string
}

/** A place as its row has it; the last three are only of an invitation that stands. */
export interface PlaceRow extends Omit<KeptPlace, 'present' | 'invited'> {
  present: Bit
  invitedAt: number | null
  invitedBy: UserId | null
  inviter: string | null
}

const SIZE = 'SELECT (SELECT count(*) FROM rooms) AS rooms, (SELECT count(*) FROM entries) AS entries'

const ACCOUNTS = `
  SELECT login, user AS userId, name, password_hash AS passwordHash FROM accounts WHERE user > ? ORDER BY user LIMIT ?`

const FAMILIES = `
  SELECT family, generation, nonce, revoked_at AS revokedAt, until FROM token_families
  WHERE family > ? AND until > ? ORDER BY family LIMIT ?`

const ROOMS = `
  SELECT room FROM rooms WHERE room > @after UNION SELECT room FROM logs WHERE room > @after ORDER BY room LIMIT @limit`

const ROOM = `
  SELECT room AS roomId, number, name, kind, topic, owner AS ownerId, slow_mode AS slowMode,
    announcement_only AS announcementOnly, created_at AS createdAt, created_by AS createdBy, closed_at AS closedAt, pair
  FROM rooms WHERE room = ?`

// The place in the order of who is not in says nothing: whoever comes back gets a new one.
const PLACES = `
  SELECT user AS userId, name, present, stay, iif(present = 1, entered, 0) AS entered, banned_at AS bannedAt,
    invited_at AS invitedAt, invited_by AS invitedBy, inviter
  FROM memberships WHERE room = ? AND user > ? ORDER BY user LIMIT ?`

const MARKS = 'SELECT user AS userId, seq FROM read_marks WHERE room = ? AND user > ? ORDER BY user LIMIT ?'

const KEEP_ACCOUNT = `
  INSERT INTO accounts (login, user, name, password_hash) VALUES (@login, @userId, @name, @passwordHash)
  ON CONFLICT DO NOTHING`

const KEEP_FAMILY = `
  INSERT INTO token_families (family, generation, nonce, revoked_at, until)
  VALUES (@family, @generation, @nonce, @revokedAt, @until) ON CONFLICT DO NOTHING`

// Where a store that has lost something has given a number twice, the second room gets another one.
const KEEP_ROOM = `
  INSERT INTO rooms (room, number, name, kind, topic, owner, slow_mode, announcement_only, created_at, created_by, closed_at, pair)
  VALUES (@roomId, iif(EXISTS (SELECT 1 FROM rooms WHERE number = @number), NULL, @number), @name, @kind, @topic, @ownerId,
    @slowMode, @announcementOnly, @createdAt, @createdBy, @closedAt, @pair)
  ON CONFLICT DO NOTHING`

const KEEP_PLACE = `
  INSERT INTO memberships (room, user, name, present, stay, entered, banned_at, invited_at, invited_by, inviter)
  VALUES (@room, @userId, @name, @present, @stay, @entered, @bannedAt, @invitedAt, @invitedBy, @inviter)
  ON CONFLICT DO NOTHING`

const KEEP_MARK =
  'INSERT INTO read_marks (room, user, seq) VALUES (@room, @userId, @seq) ON CONFLICT DO NOTHING'

export interface ReadingStatements {
  size: Statement<[], HouseSize>
  accounts: Statement<[string, number], Account>
  families: Statement<[string, number, number], KeptFamily>
  rooms: Statement<[{ after: string; limit: number }], RoomId>
  room: Statement<[string], KeptRoomRow>
  places: Statement<[string, string, number], PlaceRow>
  marks: Statement<[string, string, number], KeptMark>
}

export interface KeepingStatements {
  account: Statement<[Account]>
  family: Statement<[KeptFamily]>
  room: Statement<[KeptRoomRow]>
  place: Statement<[PlaceRow & { room: string }]>
  mark: Statement<[KeptMark & { room: string }]>
}

/** The statements, for as long as the database is open. */
export function readingStatements({ connection }: Database): ReadingStatements {
  return {
    size: connection.prepare(SIZE),
    accounts: connection.prepare(ACCOUNTS),
    families: connection.prepare(FAMILIES),
    rooms: connection.prepare<[{ after: string; limit: number }], RoomId>(ROOMS).pluck(),
    room: connection.prepare(ROOM),
    places: connection.prepare(PLACES),
    marks: connection.prepare(MARKS),
  }
}

/** The statements, for as long as the database is open. */
export function keepingStatements({ connection }: Database): KeepingStatements {
  return {
    account: connection.prepare(KEEP_ACCOUNT),
    family: connection.prepare(KEEP_FAMILY),
    room: connection.prepare(KEEP_ROOM),
    place: connection.prepare(KEEP_PLACE),
    mark: connection.prepare(KEEP_MARK),
  }
}
