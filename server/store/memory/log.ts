// One room's log in memory: how an entry is found in it, changed by another one, and removed.
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, Seq } from '../../../protocol/ids.ts'
import { pageRange } from '../page-range.ts'
import type { Keep, LogHead, Page } from '../room-log.ts'

/** The entry with seq n stands at n - 1 - trimmed. */
export interface Log {
  epoch: Epoch
  entries: Entry[]
  /** How many of the oldest have been removed. */
  trimmed: number
  /** Where the entry of a sender and nonce stands, see `markOf`. */
  byMark: Map<string, Seq>
}

export function markOf({ senderId, nonce }: Pick<Entry, 'senderId' | 'nonce'>): string {
  return `${senderId} ${nonce}`
}

/** Undefined where the log has none, or no longer. */
export function entryAt({ entries, trimmed }: Log, seq: Seq): Entry | undefined {
  return entries[seq - 1 - trimmed]
}

export function headOf({ epoch, entries, trimmed }: Log): LogHead {
  const last = trimmed + entries.length
  return { epoch, first: Math.min(trimmed + 1, last) as Seq, last: last as Seq }
}

export function pageOf(log: Log, page: Page): Entry[] {
  const { entries, trimmed } = log
  const { below, from } = pageRange(page)
  const end = Math.min(Math.max(below.seq - 1 - trimmed, 0), entries.length)
  const start = Math.max(from.seq - 1 - trimmed, 0)
  const older = entries.slice(Math.max(end - below.limit, 0), end)
  const newer = entries.slice(start, start + from.limit)
  return [...older, ...newer].map((entry) => asItIsNow(log, entry))
}

/** Has the TALK at `seq` changed by an EDIT or DELETE, which is without a text where there is none that can be. */
export function amend(log: Log, amendment: Entry, seq: Seq): void {
  const talk = entryAt(log, seq)
  if (talk?.type === 'TALK' && talk.deleted === undefined)
    log.entries[seq - 1 - log.trimmed] = amended(talk, amendment)
  else amendment.message = ''
}

/** A new object: whoever has the old one goes on seeing what they were given. */
function amended({ editedAt: _, ...talk }: Entry, { type, message, sentAt }: Entry): Entry {
  return type === 'EDIT' ? { ...talk, message, editedAt: sentAt } : { ...talk, message: '', deleted: true }
}

/** An EDIT has the text that its TALK has now; none where it came before that, and so was about nothing. */
export function asItIsNow(log: Log, entry: Entry): Entry {
  if (entry.type !== 'EDIT' || entry.refersTo === undefined) return entry
  const talk = entryAt(log, entry.refersTo)
  return { ...entry, message: talk?.type === 'TALK' && talk.seq < entry.seq ? talk.message : '' }
}

/** Removes what is not kept. Answers how many entries. See `RoomLog.trim`. */
export function trim(log: Log, { entries, since }: Keep, limit: number): number {
  const most = Math.min(limit, log.entries.length - 1)
  const young = log.entries.findIndex(({ sentAt }) => since === null || sentAt >= since)
  const old = young === -1 ? log.entries.length : young
  const tooMany = entries === null ? 0 : log.entries.length - entries
  const removed = Math.max(0, Math.min(most, Math.max(old, tooMany)))
  for (const entry of log.entries.splice(0, removed)) log.byMark.delete(markOf(entry))
  log.trimmed += removed
  return removed
}
