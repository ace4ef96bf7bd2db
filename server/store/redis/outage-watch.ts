// Says that Redis has gone away, and that it is back: once each, however much fails meanwhile.
import type { RedisLink } from './link.ts'

export interface OutageWatchParts {
  link: Pick<RedisLink, 'up'>
  away: () => void
  /** `milliseconds`: for how long it was away, as far as this node has seen. */
  back: (milliseconds: number) => void
}

/** Milliseconds between two looks. */
const LOOK = 250

/** Answers what ends it. What is over between two looks is not told. */
export function watchOutages({ link, away, back }: OutageWatchParts): () => void {
  let since: number | null = null
  const look = (): void => {
    if (link.up === (since === null)) return
    if (since === null) {
      since = performance.now()
      away()
    } else {
      back(Math.round(performance.now() - since))
      since = null
    }
  }
  const timer = setInterval(look, LOOK).unref()
  return () => clearInterval(timer)
}
