// Rooms and their changes on the way between the port and their rows.
import type { RoomId } from '../../../protocol/ids.ts'
import type { Room } from '../../../protocol/rest.ts'
import type { RoomChange, Standing } from '../directory.ts'
import type { Bit, ChangeRow, RoomRow, StandingRow } from './directory-statements.ts'

export function toRoom(row: RoomRow): Room {
  return { ...row, announcementOnly: row.announcementOnly === 1 }
}

export function toStanding({ present, stay, banned, invited }: StandingRow): Standing {
  return { present: present === 1, stay, banned: banned === 1, invited: invited === 1 }
}

export function toChangeRow(roomId: RoomId, change: RoomChange): ChangeRow {
  const {
    name = null,
    topic = null,
    slowMode = null,
    announcementOnly,
    ownerId = null,
    closedAt = null,
  } = change
  const announcement = announcementOnly === undefined ? null : toBit(announcementOnly)
  return { roomId, name, topic, slowMode, announcementOnly: announcement, ownerId, closedAt }
}

export function toBit(truth: boolean): Bit {
  return truth ? 1 : 0
}
