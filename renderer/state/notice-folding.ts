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
  const people = new Map<UserId, { name: string; cameIn: boolean; isIn: boolean }>()
  for (const { senderId, sender, type } of run) {
    const isIn = type === 'ENTER'
    people.set(senderId, { cameIn: people.get(senderId)?.cameIn ?? isIn, name: sender, isIn })
  }
  const all = [...people.values()].map(({ name, cameIn, isIn }) => ({ name, what: outcome(cameIn, isIn) }))
  const namesOf = (what: What) => all.filter((one) => one.what === what).map(({ name }) => name)
  return ORDER.map((what) => ({ what, names: namesOf(what) })).filter(({ names }) => names.length > 0)
}

/** From the first and the last notice of a person. */
function outcome(cameIn: boolean, isIn: boolean): What {
  if (isIn) return 'entered'
  return cameIn ? 'visited' : 'left'
}
