// How long somebody has been missing, remembered in this process.
import type { UserId } from '../../../protocol/ids.ts'
import type { AwayClock } from '../away-clock.ts'

interface Absence {
  since: number
  lookedAt: number
}

export class MemoryAwayClock implements AwayClock {
  readonly #now: () => number
  /** In the order of the last look at each. */
  readonly #absences = new Map<UserId, Absence>()

  /** `now`: milliseconds of a clock that nobody sets, and that stands still while the computer sleeps. */
  constructor(now: () => number) {
    this.#now = now
  }

  async missing(user: UserId, patience: number): Promise<number> {
    const now = this.#now()
    this.#forget(now - patience)
    const since = this.#absences.get(user)?.since ?? now
    this.#absences.delete(user)
    this.#absences.set(user, { since, lookedAt: now })
    return now - since
  }

  async here(user: UserId): Promise<void> {
    this.#absences.delete(user)
  }

  /** Those at whom nobody has looked since. */
  #forget(then: number): void {
    for (const [user, { lookedAt }] of this.#absences) {
      if (lookedAt >= then) return
      this.#absences.delete(user)
    }
  }
}
