// How long commits rest where the thread has next to no time left: fewer and larger ones bring more through. A commit writes
// whole pages, in which many messages find room, and what it kept goes out in one write for each subscriber.

/** From this share of the thread's time on. */
const BUSY = 0.85
/** Milliseconds for each piece of work that the last commit did, and at most, where the thread has no time left. */
const REST_EACH = 0.1
const LONGEST_REST = 20

/** Milliseconds from the beginning of a commit of `size` pieces of work to that of the next. `load`: from 0 to 1, how busy the thread is. */
export function restAfter(size: number, load: number): number {
  const share = Math.max(0, load - BUSY) / (1 - BUSY)
  return Math.min(LONGEST_REST, size * REST_EACH) * share
}
