// Finds out where a room opens: at its newest message, or at the first that somebody has not read, with what stands around it.
import type { Seq, UserId } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { HistoryPage } from '../../protocol/rest.ts'
import { firstNew, holdsAllAfter, readUpTo, talksBetween, type Waiting } from './left-off.ts'
import { LogStretch, type AskPage } from './log-stretch.svelte.ts'

export interface Opening {
  /** All up to here has been read. */
  seen: Seq
  /** How many messages came after that. */
  waiting: number
  /** The first message of others that has not been read; null where the room opens at the newest. */
  first: Seq | null
  /** What stands around it, where that begins above the newest page. */
  passage: LogStretch | null
}

/** `newest`: the newest page. `waiting`: null where nothing can be unread. Rejects with a RequestFailure. */
export async function findOpening(
  ask: AskPage,
  newest: HistoryPage,
  waiting: Waiting | null,
  me: UserId,
): Promise<Opening> {
  const last = newest.entries.at(-1)?.seq ?? (0 as Seq)
  if (waiting === null) return { seen: last, waiting: 0, first: null, passage: null }
  const seen = readUpTo(waiting)
  const since = { seen, waiting: waiting.unread + talksBetween(newest.entries, waiting.seq, last) }
  if (holdsAllAfter(newest, seen))
    return { ...since, first: firstNew(newest.entries, seen, me), passage: null }
  return { ...since, ...(await findFirst(ask, newest, seen, me)) }
}

/** In what stands around `seen`, and on from there while that is nothing but notices and own messages. */
async function findFirst(ask: AskPage, newest: HistoryPage, seen: Seq, me: UserId) {
  const passage = new LogStretch(ask)
  passage.show(await ask({ around: seen, limit: LIMITS.pageEntries }))
  for (;;) {
    const first = firstNew(passage.entries, seen, me)
    if (first !== null) return { first, passage }
    if (passage.reaches(newest)) return { first: firstNew(newest.entries, seen, me), passage: null }
    const end = passage.entries.at(-1)?.seq
    await passage.loadNewer()
    if (passage.entries.at(-1)?.seq === end) return { first: null, passage: null }
  }
}
