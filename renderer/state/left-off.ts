// Where somebody left off in a room: by what the host has counted, and by the messages that are here.
import type { Entry } from '../../protocol/entry.ts'
import type { Seq, UserId } from '../../protocol/ids.ts'
import type { Stretch } from './timeline.ts'

/** As the host counts it: `unread` messages came after `read`, while the log stood at `seq`. */
export interface Waiting {
  seq: Seq
  read: Seq
  unread: number
}

/** Up to where nothing is unread: what came after the mark may be notices alone. */
export function readUpTo({ seq, read, unread }: Waiting): Seq {
  return unread === 0 && seq > read ? seq : read
}

/** The same, where they have read up to there at least. */
export function withRead(waiting: Waiting, read: Seq): Waiting {
  if (read <= waiting.read) return waiting
  return { ...waiting, read, unread: read >= waiting.seq ? 0 : waiting.unread }
}

/** Whether it is a message of somebody else, which is new to this person until they have seen it. */
export function isFromOthers({ type, senderId }: Entry, me: UserId): boolean {
  return type === 'TALK' && senderId !== me
}

/** The first message of others after `seen`; null where these entries have none. */
export function firstNew(entries: readonly Entry[], seen: Seq, me: UserId): Seq | null {
  return entries.find((entry) => entry.seq > seen && isFromOthers(entry, me))?.seq ?? null
}

/** Whether everything that came after `seen`, and is kept, begins in this stretch or below it. */
export function holdsAllAfter({ entries, more }: Stretch, seen: Seq): boolean {
  const [first] = entries
  return !more || (first !== undefined && first.seq <= seen + 1)
}

/** How many messages of whomever came after `from`, up to `to`. */
export function talksBetween(entries: readonly Entry[], from: Seq, to: Seq): number {
  return entries.filter(({ type, seq }) => type === 'TALK' && seq > from && seq <= to).length
}
