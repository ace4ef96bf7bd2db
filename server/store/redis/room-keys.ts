// Where everything about a room and its people is: all in the room's slot, so that one script may change it.
import type { RoomId } from '../../../protocol/ids.ts'
import type { Keys } from './keys.ts'

/** `docs/decisions/0015-…` says what each holds. */
export type RoomPart = 'room' | 'present' | 'names' | 'stays' | 'bans' | 'invited' | 'marks'

/** The keys of these parts, in this order. */
export function roomKeys(keys: Keys, room: RoomId, ...parts: readonly RoomPart[]): string[] {
  return parts.map((part) => keys.room(room, part))
}
