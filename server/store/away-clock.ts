// The port to how long somebody has been missing, by the looks that are taken at all members from time to time.
import type { UserId } from '../../protocol/ids.ts'

/** Methods reject for an outage with Refusal UNAVAILABLE. */
export interface AwayClock {
  /**
   * Says that a look finds somebody missing. Answers for how many milliseconds they have been so: since the first of the looks
   * that did; 0 where that is this one. Looks that are more than `patience` milliseconds apart do not belong together: nobody is
   * missing for a time in which nobody looked, nor longer than they really are.
   */
  missing(user: UserId, patience: number): Promise<number>
  /** They are here: the next look that finds them missing is the first. */
  here(user: UserId): Promise<void>
}
