// Folds a run of comings and goings into what came of it: who is in, who is gone and why, who only looked in.
import type { Entry } from '../../protocol/entry.ts'
import type { UserId } from '../../protocol/ids.ts'

/** What became of these people within the run; their names in the order in which they first appear in it. */
export interface NoticeLine {
  what: 'entered' | 'visited' | 'left' | 'away' | 'removed'
  names: string[]
}

/** Whether it says that somebody came or went. */
export function isNotice({ type }: Entry): boolean {
  return type === 'ENTER' || type === 'LEAVE'
}

type What = NoticeLine['what']
const ORDER: readonly What[] = ['entered', 'visited', 'left', 'away', 'removed']

/** `run` holds notices only. A line for each outcome that there is; a person stands in one of them. */
export function foldNotices(run: readonly Entry[]): NoticeLine[] {
  const people = new Map<UserId, { cameIn: boolean; last: Entry }>()
  for (const notice of run) {
    const cameIn = people.get(notice.senderId)?.cameIn ?? notice.type === 'ENTER'
    people.set(notice.senderId, { cameIn, last: notice })
  }
  const all = [...people.values()].map(({ cameIn, last }) => ({
    name: last.sender,
    what: outcome(cameIn, last),
  }))
  const namesOf = (what: What) => all.filter((one) => one.what === what).map(({ name }) => name)
  return ORDER.map((what) => ({ what, names: namesOf(what) })).filter(({ names }) => names.length > 0)
}

/** From the first and the last notice of a person. That somebody was taken out is always told. */
function outcome(cameIn: boolean, { type, reason }: Entry): What {
  if (type === 'ENTER') return 'entered'
  if (reason === 'removed') return reason
  return cameIn ? 'visited' : (reason ?? 'left')
}
