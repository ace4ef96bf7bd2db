// The directory's SQL about who is kept out of a room and who was asked in, prepared once.
import type { Statement } from 'better-sqlite3'
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import type { Invited } from '../directory.ts'
import type { Database } from './database.ts'

/** A ban as it is bound. */
interface BanRow {
  room: string
  user: string
  name: string
  at: number
}

/** An invitation as it is bound, and as its row has it. */
interface InvitationRow extends BanRow {
  by: string
  inviter: string
}

export interface InvitedRow {
  roomId: RoomId
  by: UserId
  inviter: string
  at: number
}

// Whoever was never in has a row without a stay.
const BAN = `
  INSERT INTO memberships (room, user, name, present, stay, entered, banned_at)
  VALUES (@room, @user, @name, 0, 0, 0, @at)
  ON CONFLICT (room, user) DO UPDATE SET banned_at = coalesce(banned_at, excluded.banned_at), invited_at = NULL`

const INVITE = `
  INSERT INTO memberships (room, user, name, present, stay, entered, invited_at, invited_by, inviter)
  VALUES (@room, @user, @name, 0, 0, 0, @at, @by, @inviter)
  ON CONFLICT (room, user) DO UPDATE SET
    invited_at = excluded.invited_at, invited_by = excluded.invited_by, inviter = excluded.inviter
  WHERE present = 0 AND banned_at IS NULL`

export interface DoorStatements {
  ban: Statement<[BanRow]>
  liftBan: Statement<[string, string]>
  banned: Statement<[string], User>
  bannedFrom: Statement<[string], RoomId>
  invite: Statement<[InvitationRow]>
  withdraw: Statement<[string, string]>
  invitations: Statement<[string], InvitedRow>
}

/** The statements, for as long as the database is open. */
export function doorStatements({ connection }: Database): DoorStatements {
  const unset = (column: string) => `UPDATE memberships SET ${column} = NULL WHERE room = ? AND user = ?`
  return {
    ban: connection.prepare(BAN),
    liftBan: connection.prepare(unset('banned_at')),
    banned: connection.prepare(`
      SELECT user AS userId, name FROM memberships WHERE room = ? AND banned_at IS NOT NULL ORDER BY banned_at`),
    bannedFrom: connection
      .prepare<[string], RoomId>('SELECT room FROM memberships WHERE user = ? AND banned_at IS NOT NULL')
      .pluck(),
    invite: connection.prepare(INVITE),
    withdraw: connection.prepare(unset('invited_at')),
    invitations: connection.prepare(`
      SELECT room AS roomId, invited_by AS "by", inviter, invited_at AS at FROM memberships
      WHERE user = ? AND invited_at IS NOT NULL ORDER BY invited_at`),
  }
}

/** An invitation as the port has it. */
export function toInvited({ roomId, by, inviter, at }: InvitedRow): Invited {
  return { roomId, by: { userId: by, name: inviter }, at }
}
