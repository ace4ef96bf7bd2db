// Whether somebody is in a room, by the room's log.
import type { Entry } from '../../protocol/entry.ts'
import type { UserId } from '../../protocol/ids.ts'
import { isNotice } from './notice-folding.ts'

/** Whether the person is a member after these entries; null where they do not tell. */
export function joinedAfter(entries: readonly Entry[], person: UserId): boolean | null {
  const last = lastNotice(entries, person)
  return last === undefined ? null : last.type === 'ENTER'
}

/** Whether these entries say that the person left because they were away for too long, and has not come back since. */
export function wentAway(entries: readonly Entry[], person: UserId): boolean {
  return lastNotice(entries, person)?.reason === 'away'
}

/** Whether these entries say that the person was taken out, and has not come back since. */
export function wasRemoved(entries: readonly Entry[], person: UserId): boolean {
  return lastNotice(entries, person)?.reason === 'removed'
}

function lastNotice(entries: readonly Entry[], person: UserId): Entry | undefined {
  return entries.findLast((entry) => isNotice(entry) && entry.senderId === person)
}
