// Whether somebody is in a room, by the room's log.
import type { Entry } from '../../protocol/entry.ts'
import type { UserId } from '../../protocol/ids.ts'

/** Whether the person is a member after these entries; null where they do not tell. */
export function joinedAfter(entries: readonly Entry[], person: UserId): boolean | null {
  const last = entries.findLast(({ type, senderId }) => type !== 'TALK' && senderId === person)
  return last === undefined ? null : last.type === 'ENTER'
}
