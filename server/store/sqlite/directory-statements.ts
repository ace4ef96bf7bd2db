// The directory's SQL about rooms, who is in them and how far they have read, prepared once.
import type { Statement } from 'better-sqlite3'
import type { RoomId, Seq } from '../../../protocol/ids.ts'
import type { Room, User } from '../../../protocol/rest.ts'
import type { Membership, NewRoom, Reader, Standing, Stay } from '../directory.ts'
import type { Database } from './database.ts'

/** A row's truth: SQLite has no other. */
export type Bit = 0 | 1

/** A room as its row has it. */
export type RoomRow = Omit<Room, 'announcementOnly'> & { announcementOnly: Bit }

/** How somebody stands to a room, as the row has it. */
export type StandingRow = Record<Exclude<keyof Standing, 'stay'>, Bit> & Pick<Membership, 'stay'>

/** A change of a room as it is bound; null where it stays as it is. */
export interface ChangeRow {
  roomId: string
  name: string | null
  topic: string | null
  slowMode: number | null
  announcementOnly: Bit | null
  ownerId: string | null
  closedAt: number | null
}

/** A membership as it is bound. */
interface MembershipRow {
  room: string
  user: string
  name: string
  present: Bit
  stay: number
  byInvitation: Bit
}

const ROOM = `
  SELECT room AS roomId, name, kind, topic, owner AS ownerId, slow_mode AS slowMode,
    announcement_only AS announcementOnly, created_at AS createdAt, closed_at AS closedAt,
    (SELECT count(*) FROM memberships WHERE memberships.room = rooms.room AND present = 1) AS members
  FROM rooms`

const CREATE_ROOM = `
  INSERT INTO rooms (room, name, kind, created_at, created_by, owner)
  VALUES (@roomId, @name, @kind, @createdAt, coalesce(@createdBy, ''), @createdBy)`

const CREATE_DIRECT_ROOM = `
  INSERT INTO rooms (room, name, kind, created_at, created_by, pair)
  VALUES (@roomId, '', 'direct', @createdAt, @createdBy, @pair)`

const CHANGE_ROOM = `
  UPDATE rooms SET name = coalesce(@name, name), topic = coalesce(@topic, topic), slow_mode = coalesce(@slowMode, slow_mode),
    announcement_only = coalesce(@announcementOnly, announcement_only), owner = coalesce(@ownerId, owner),
    closed_at = coalesce(closed_at, @closedAt)
  WHERE room = @roomId`

const MEMBERSHIP = `
  SELECT present, stay, banned_at IS NOT NULL AS banned, invited_at IS NOT NULL AS invited
  FROM memberships WHERE room = ? AND user = ?`

// Only a new stay moves somebody to the end of the room's order; a new name does not. A stay that is over stays over, and
// nobody comes in past a ban or an invitation that was withdrawn.
const SET_MEMBERSHIP = `
  INSERT INTO memberships (room, user, name, present, stay, entered)
  VALUES (@room, @user, @name, @present, @stay,
    (SELECT coalesce(max(entered), 0) + 1 FROM memberships WHERE room = @room AND present = 1))
  ON CONFLICT (room, user) DO UPDATE SET
    name = excluded.name, present = excluded.present, stay = excluded.stay,
    entered = iif(stay = excluded.stay, entered, excluded.entered),
    invited_at = iif(excluded.present = 1, NULL, invited_at)
  WHERE 2 * excluded.stay - excluded.present >= 2 * stay - present
    AND (present = 1 OR excluded.present = 0
      OR (banned_at IS NULL AND (@byInvitation = 0 OR invited_at IS NOT NULL)))`

const MARK_READ = `
  INSERT INTO read_marks (room, user, seq) VALUES (?, ?, ?)
  ON CONFLICT (room, user) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > seq`

// Marks and memberships are both found by (room, user).
const MEMBERS = `
  SELECT user AS userId, name, coalesce(seq, 0) AS read
  FROM memberships LEFT JOIN read_marks USING (room, user)
  WHERE present = 1 AND room = ? ORDER BY entered`

const STAYS = `
  SELECT memberships.room AS roomId, coalesce(seq, 0) AS read
  FROM memberships JOIN rooms USING (room) LEFT JOIN read_marks USING (room, user)
  WHERE present = 1 AND user = ? ORDER BY created_at, number`

// The index by person has them in this order.
const SEATS = `
  SELECT room AS roomId, user AS userId, memberships.name FROM memberships JOIN rooms USING (room)
  WHERE present = 1 AND kind = 'open' AND (user, room) > (?, ?) ORDER BY user, room LIMIT ?`

export interface DirectoryStatements {
  createRoom: Statement<[NewRoom]>
  createDirectRoom: Statement<[{ roomId: string; createdAt: number; createdBy: string; pair: string }]>
  directRoom: Statement<[string], RoomId>
  changeRoom: Statement<[ChangeRow]>
  room: Statement<[string], RoomRow>
  openRooms: Statement<[], RoomRow>
  membership: Statement<[string, string], StandingRow>
  setMembership: Statement<[MembershipRow]>
  members: Statement<[string], Reader>
  memberAnywhere: Statement<[string], User>
  stays: Statement<[string], Stay>
  roomsOf: Statement<[string], RoomId>
  seats: Statement<[string, string, number], User & { roomId: RoomId }>
  readMark: Statement<[string, string], Seq>
  markRead: Statement<[string, string, number]>
}

/** The statements, for as long as the database is open. */
export function directoryStatements({ connection }: Database): DirectoryStatements {
  const present = 'FROM memberships WHERE present = 1'
  const open = `WHERE kind = 'open' AND closed_at IS NULL`
  return {
    createRoom: connection.prepare(CREATE_ROOM),
    createDirectRoom: connection.prepare(CREATE_DIRECT_ROOM),
    directRoom: connection.prepare<[string], RoomId>('SELECT room FROM rooms WHERE pair = ?').pluck(),
    changeRoom: connection.prepare(CHANGE_ROOM),
    room: connection.prepare(`${ROOM} WHERE room = ?`),
    openRooms: connection.prepare(`${ROOM} ${open} ORDER BY created_at, number`),
    membership: connection.prepare(MEMBERSHIP),
    setMembership: connection.prepare(SET_MEMBERSHIP),
    members: connection.prepare(MEMBERS),
    memberAnywhere: connection.prepare(`SELECT user AS userId, name ${present} AND user = ? LIMIT 1`),
    roomsOf: connection.prepare<[string], RoomId>(`SELECT room ${present} AND user = ?`).pluck(),
    stays: connection.prepare(STAYS),
    seats: connection.prepare(SEATS),
    readMark: connection
      .prepare<[string, string], Seq>('SELECT seq FROM read_marks WHERE room = ? AND user = ?')
      .pluck(),
    markRead: connection.prepare(MARK_READ),
  }
}
