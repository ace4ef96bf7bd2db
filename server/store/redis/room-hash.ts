// A room on the way between the port and its Hash, whose fields are texts; what is null has no field.
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { Room, RoomKind } from '../../../protocol/rest.ts'
import type { RoomChange } from '../directory.ts'
import type { KeptRoom } from '../house.ts'

/** What a room is made with. `number`: of those that were made on this host, from 1. */
export interface MadeRoom extends Pick<Room, 'name' | 'kind' | 'createdAt' | 'ownerId'> {
  number: number
}

/** The Hash's fields and their values, one after the other. `entered` counts how often somebody has come in. */
export function toFields(room: MadeRoom): (string | number)[] {
  const { ownerId, ...about } = room
  const owner = ownerId === null ? {} : { ownerId }
  const settings = { topic: '', slowMode: 0, announcementOnly: 0, members: 0, entered: 0 }
  return Object.entries({ ...about, ...owner, ...settings }).flat()
}

/** The fields that a change sets, but for when the room was closed, and their values. */
export function toChangedFields({ closedAt: _, ...change }: RoomChange): (string | number)[] {
  return Object.entries(change).flatMap(([field, value]) =>
    value === undefined ? [] : [field, typeof value === 'boolean' ? Number(value) : value],
  )
}

/** What `toRoom` looks at, and the room's number: to ask for no more where there are many rooms. */
export const ROOM_FIELDS = [
  'name',
  'kind',
  'topic',
  'ownerId',
  'slowMode',
  'announcementOnly',
  'members',
  'createdAt',
  'closedAt',
  'number',
] as const

/** The Hash of a room, of the values of `ROOM_FIELDS`, of which null is no field. */
export function toRoomFields(values: readonly (string | null)[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [nth, field] of ROOM_FIELDS.entries()) {
    const value = values[nth] ?? null
    if (value !== null) fields[field] = value
  }
  return fields
}

/** Null for the Hash of a room that is not there. */
export function toRoom(roomId: RoomId, fields: Readonly<Record<string, string>>): Room | null {
  const {
    name = '',
    kind,
    topic = '',
    ownerId,
    slowMode,
    announcementOnly,
    members,
    createdAt,
    closedAt,
  } = fields
  if (kind === undefined) return null
  return {
    roomId,
    name,
    kind: kind as RoomKind,
    topic,
    ownerId: (ownerId as UserId | undefined) ?? null,
    slowMode: Number(slowMode),
    announcementOnly: Number(announcementOnly) === 1,
    members: Number(members),
    createdAt: Number(createdAt),
    closedAt: closedAt === undefined ? null : Number(closedAt),
  }
}

/** The fields of a room that was made elsewhere, as `toFields` has them; `createdBy` is '' for nobody. */
export function toKeptFields(room: KeptRoom): (string | number)[] {
  const { name, kind, createdAt, ownerId, number, topic, slowMode, announcementOnly, closedAt, createdBy } =
    room
  const settings = { topic, slowMode, announcementOnly: Number(announcementOnly), createdBy: createdBy ?? '' }
  const closed = closedAt === null ? {} : { closedAt }
  return [
    ...toFields({ name, kind, createdAt, ownerId, number }),
    ...Object.entries({ ...settings, ...closed }).flat(),
  ]
}

/** But for a direct room's pair, which others are found by. Whoever made a room here is taken for its owner. Null as `toRoom`. */
export function toKeptRoom(roomId: RoomId, fields: Readonly<Record<string, string>>): KeptRoom | null {
  const room = toRoom(roomId, fields)
  if (room === null) return null
  const { members: _, ...about } = room
  const { number, createdBy = about.ownerId ?? '' } = fields
  return {
    ...about,
    number: Number(number),
    createdBy: createdBy === '' ? null : (createdBy as UserId),
    pair: null,
  }
}
