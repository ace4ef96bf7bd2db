// Who decides about a room, and who can talk in it, as far as the page knows. The host has the last word.
import type { Me, Room, User } from '../../protocol/rest.ts'

/** Whether the person may do what a room's owner may. `known`: what the host told of the person; null before it did. */
export function governs({ kind, ownerId }: Room, { userId }: User, known: Me | null): boolean {
  return kind !== 'direct' && (ownerId === userId || known?.admin === true)
}

/** Why somebody cannot talk in a room that they are in; null where they can. */
export function silencedBy(
  { closedAt, announcementOnly }: Room,
  isGoverning: boolean,
): 'ROOM_CLOSED' | 'ANNOUNCEMENTS_ONLY' | null {
  if (closedAt !== null) return 'ROOM_CLOSED'
  return announcementOnly && !isGoverning ? 'ANNOUNCEMENTS_ONLY' : null
}
