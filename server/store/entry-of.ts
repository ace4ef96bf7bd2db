// How adapters put an entry together: what only some entries have is left out of all others.
import type { Entry, LeaveReason } from '../../protocol/entry.ts'
import type { Seq } from '../../protocol/ids.ts'

/** An entry's parts that every entry has. */
export type Line = Omit<Entry, 'reason' | 'refersTo' | 'editedAt' | 'deleted'>

/** The entry as it was written, with those of the rest that are there. */
export function toEntry(line: Line, reason: LeaveReason | null, refersTo: Seq | null): Entry {
  const whole: Entry = line
  if (reason !== null) whole.reason = reason
  if (refersTo !== null) whole.refersTo = refersTo
  return whole
}
