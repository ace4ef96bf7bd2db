// Folds a run of comings and goings into what came of it: who is in, who is gone, who only looked in.
import type { Entry } from '../../protocol/entry.ts'
import type { UserId } from '../../protocol/ids.ts'

/** What became of these people within the run; their names in the order in which they first appear in it. */
export interface NoticeLine {
  what: 'entered' | 'left' | 'visited'
  names: string[]
}

type What = NoticeLine['what']
const ORDER: readonly What[] = ['entered', 'visited', 'left']

/** `run` holds notices only. A line for each outcome that there is; a person stands in one of them. */
export function foldNotices(run: readonly Entry[]): NoticeLine[] {
  const people = new Map<UserId, { name: string; what: What }>()
  for (const notice of run) {
    const known = people.get(notice.senderId)
    people.set(notice.senderId, { name: notice.sender, what: outcome(known?.what, notice) })
  }
  const all = [...people.values()]
  return ORDER.map((what) => ({
    what,
    names: all.filter((one) => one.what === what).map(({ name }) => name),
  })).filter(({ names }) => names.length > 0)
}

/** Somebody who leaves within the run in which they came has visited. */
function outcome(before: What | undefined, notice: Entry): What {
  if (notice.type === 'ENTER') return 'entered'
  return before === undefined ? 'left' : before === 'left' ? 'left' : 'visited'
}
