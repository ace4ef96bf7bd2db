// Where the indexes are that hint (`hints.ts`), and what stands in them.
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { Room } from '../../../protocol/rest.ts'
import { digits } from './digits.ts'
import type { Keys } from './keys.ts'

/** In which rooms somebody is: rooms. */
export const roomsOf = (keys: Keys, user: UserId): string => keys.person(user, 'rooms')
/** From which rooms somebody is kept out: rooms. */
export const bansOf = (keys: Keys, user: UserId): string => keys.person(user, 'bans')
/** Into which rooms somebody was asked: rooms. */
export const invitationsOf = (keys: Keys, user: UserId): string => keys.person(user, 'invitations')
/** Who is in open rooms: see `seatHint`. */
export const seats = (keys: Keys): string => keys.host('seats', 'seats')
/** The open rooms that are not closed: see `openRoomHint`. */
export const openRooms = (keys: Keys): string => keys.host('rooms', 'open')
/** The families that were revoked: see `revokedHint`. */
export const revokedFamilies = (keys: Keys): string => keys.host('families', 'revoked')

export const seatHint = (user: UserId, room: RoomId): string => `${user} ${room}`

/** In the order of their age. */
export function openRoomHint(
  { roomId, createdAt }: Pick<Room, 'roomId' | 'createdAt'>,
  number: number,
): string {
  return `${digits(createdAt)} ${digits(number)} ${roomId}`
}

/** In the order of when that was. */
export const revokedHint = (family: string, at: number): string => `${digits(at)} ${family}`
