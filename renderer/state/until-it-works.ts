// Tries something until it works.
import { Backoff } from '../connection/backoff.ts'

interface Patience {
  /** Calls back after so many milliseconds; the function that it answers calls that off. */
  later: (callback: () => void, milliseconds: number) => () => void
  /** Hears of every failure. */
  onFailure?: (error: unknown) => void
  backoff?: Backoff
}

/** Begins at once, and waits longer after each failure. The function that it answers ends the trying. */
export function untilItWorks(
  what: () => Promise<void>,
  { later, onFailure, backoff = new Backoff() }: Patience,
): () => void {
  let ended = false
  let callOff = () => {}
  const failed = (error: unknown) => {
    if (ended) return
    onFailure?.(error)
    callOff = later(attempt, backoff.next())
  }
  const attempt = () => void what().catch(failed)
  attempt()
  return () => {
    ended = true
    callOff()
  }
}
