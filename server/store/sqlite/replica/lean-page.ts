// A page of a log as it is handed to the thread: without what no index needs.
import type { Entry, EntryType } from '../../../../protocol/entry.ts'
import type { Seq } from '../../../../protocol/ids.ts'
import type { LogPage, RoomHead } from '../../index-replica.ts'

export interface LeanEntry {
  seq: Seq
  type: EntryType
  /** Milliseconds since 1970. */
  sentAt: number
  /** Of a TALK what it says now, of an EDIT what its TALK says now; '' of what was deleted, and of everything else. */
  text: string
  refersTo: Seq | null
}

/** As LogPage. The marks tell its first and its last entry from any other; '' where it has none. */
export interface LeanPage {
  head: RoomHead
  fresh: boolean
  after: Seq
  entries: LeanEntry[]
  firstMark: string
  lastMark: string
}

export function toLeanPage({ head, fresh, after, entries }: LogPage): LeanPage {
  const firstMark = markOf(entries[0])
  const lastMark = markOf(entries.at(-1))
  return { head, fresh, after, entries: entries.map(toLeanEntry), firstMark, lastMark }
}

function toLeanEntry({ seq, type, sentAt, message, refersTo }: Entry): LeanEntry {
  const text = type === 'TALK' || type === 'EDIT' ? message : ''
  return { seq, type, sentAt, text, refersTo: refersTo ?? null }
}

/** What an entry never changes, and no two of one seq have in common: a nonce is its sender's once. */
function markOf(entry: Entry | undefined): string {
  if (entry === undefined) return ''
  const { type, sentAt, senderId, nonce } = entry
  return `${type} ${sentAt} ${senderId} ${nonce}`
}
