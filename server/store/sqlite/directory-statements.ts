// The directory's SQL, prepared once.
import type { Statement } from 'better-sqlite3'
import type { RoomId, Seq } from '../../../protocol/ids.ts'
import type { Room, User } from '../../../protocol/rest.ts'
import type { NewRoom, Stay } from '../directory.ts'
import type { Database } from './database.ts'

/** A membership as it is bound; `present` is 0 or 1. */
interface MembershipRow {
  room: string
  user: string
  name: string
  present: number
  stay: number
}

const ROOM = `
  SELECT room AS roomId, name, created_at AS createdAt,
    (SELECT count(*) FROM memberships WHERE memberships.room = rooms.room AND present = 1) AS members
  FROM rooms`

const CREATE_ROOM = `
  INSERT INTO rooms (room, name, created_at, created_by) VALUES (@roomId, @name, @createdAt, @createdBy)`

// Only a new stay moves somebody to the end of the room's order; a new name does not. A stay that is over stays over.
const SET_MEMBERSHIP = `
  INSERT INTO memberships (room, user, name, present, stay, entered)
  VALUES (@room, @user, @name, @present, @stay,
    (SELECT coalesce(max(entered), 0) + 1 FROM memberships WHERE room = @room AND present = 1))
  ON CONFLICT (room, user) DO UPDATE SET
    name = excluded.name, present = excluded.present, stay = excluded.stay,
    entered = iif(stay = excluded.stay, entered, excluded.entered)
  WHERE 2 * excluded.stay - excluded.present >= 2 * stay - present`

const MARK_READ = `
  INSERT INTO read_marks (room, user, seq) VALUES (?, ?, ?)
  ON CONFLICT (room, user) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > seq`

// Marks and memberships are both found by (room, user).
const STAYS = `
  SELECT memberships.room AS roomId, coalesce(seq, 0) AS read
  FROM memberships JOIN rooms USING (room) LEFT JOIN read_marks USING (room, user)
  WHERE present = 1 AND user = ? ORDER BY created_at, number`

export interface DirectoryStatements {
  createRoom: Statement<[NewRoom]>
  room: Statement<[string], Room>
  rooms: Statement<[], Room>
  membership: Statement<[string, string], { present: number; stay: number }>
  setMembership: Statement<[MembershipRow]>
  members: Statement<[string], User>
  stays: Statement<[string], Stay>
  roomsOf: Statement<[string], RoomId>
  readMark: Statement<[string, string], Seq>
  markRead: Statement<[string, string, number]>
}

/** The statements, for as long as the database is open. */
export function directoryStatements({ connection }: Database): DirectoryStatements {
  const present = 'FROM memberships WHERE present = 1'
  return {
    createRoom: connection.prepare(CREATE_ROOM),
    room: connection.prepare(`${ROOM} WHERE room = ?`),
    rooms: connection.prepare(`${ROOM} ORDER BY created_at, number`),
    membership: connection.prepare('SELECT present, stay FROM memberships WHERE room = ? AND user = ?'),
    setMembership: connection.prepare(SET_MEMBERSHIP),
    members: connection.prepare(`SELECT user AS userId, name ${present} AND room = ? ORDER BY entered`),
    roomsOf: connection.prepare<[string], RoomId>(`SELECT room ${present} AND user = ?`).pluck(),
    stays: connection.prepare(STAYS),
    readMark: connection
      .prepare<[string, string], Seq>('SELECT seq FROM read_marks WHERE room = ? AND user = ?')
      .pluck(),
    markRead: connection.prepare(MARK_READ),
  }
}
