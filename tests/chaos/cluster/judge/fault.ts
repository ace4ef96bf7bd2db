// What the judge finds, in sentences with the lines of the logs that show it.

/** What can be wrong. `unheard`: it is in the log, and somebody was never told of it. */
export type FaultKind =
  | 'lost'
  | 'unheard'
  | 'doubled'
  | 'misordered'
  | 'hole'
  | 'two meanings'
  | 'notice'
  | 'invented'
  | 'refusal'
  | 'unfinished'

export interface Fault {
  kind: FaultKind
  /** A whole sentence, with the places that show it. */
  says: string
}

/** A line of a client's log, as `NAME:LINE`, counted from 1. */
export type Place = string & { readonly place: unique symbol }

export function placeOf(client: string, index: number): Place {
  return `${client}:${index + 1}` as Place
}

/** Of one kind no more are told: one cause has most often many. */
const MOST = 12

/** The faults as lines, a number of each kind. */
export function describeFaults(faults: readonly Fault[]): string[] {
  const kinds = [...new Set(faults.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const all = faults.filter((fault) => fault.kind === kind)
    const more = all.length > MOST ? [`${kind}: and ${all.length - MOST} more`] : []
    return [...all.slice(0, MOST).map(({ says }) => `${kind}: ${says}`), ...more]
  })
}
