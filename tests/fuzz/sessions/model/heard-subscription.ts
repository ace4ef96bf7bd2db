// One subscription as its client knows it: what it has heard there, in which order, and what it has acknowledged.
import type { Heard } from '../heard.ts'

export interface SubscriptionWish {
  id: string
  destination: string
  acknowledging: { cumulative: boolean; prefetch: number } | null
  since: number | null
  /** The frame that asked for it, by its number. */
  openedAt: number
}

export class HeardSubscription {
  readonly wish: SubscriptionWish
  /** The frame that ended it; null while there was none. */
  closedAt: number | null = null
  /** Two subscriptions had this id when a message came: nothing can be said of either any more. */
  #muddled = false
  /** What was heard and not acknowledged, oldest first; `unsure` where the server may have taken it as acknowledged. */
  readonly #awaited = new Map<string, 'sure' | 'unsure'>()
  readonly #acknowledged = new Set<string>()
  /** What was acknowledged before it was heard. */
  readonly #guessed = new Set<string>()
  /** The seq of the last entry; null before the first where no `since` was given. */
  #last: number | null
  #caughtUp = false

  constructor(wish: SubscriptionWish) {
    this.wish = wish
    this.#last = wish.since
  }

  get acknowledges(): boolean {
    return this.wish.acknowledging !== null && this.wish.destination !== '/user/queue/errors'
  }

  muddle(): void {
    this.#muddled = true
  }

  /** Takes a message in; `name` is what it would be acknowledged by. Answers what is wrong with it, or null. */
  hear(message: Heard, name: string): string | null {
    if (this.acknowledges) this.#awaited.set(name, this.#doubtful(name) ? 'unsure' : 'sure')
    this.#guessed.delete(name)
    if (this.#muddled) return null
    const { destination, acknowledging } = this.wish
    if (message.headers['destination'] !== destination) return 'a MESSAGE with another destination'
    const prefetch = acknowledging?.prefetch ?? Infinity
    const surely = [...this.#awaited.values()].filter((each) => each === 'sure').length
    if (surely > prefetch) return `${surely} messages unacknowledged where the prefetch is ${prefetch}`
    return /^\/topic\/rooms\/[^/]+$/.test(destination) ? this.#follow(JSON.parse(message.body) as Told) : null
  }

  /** Whether a message of this name waits to be acknowledged. */
  awaits(name: string): 'sure' | 'unsure' | 'no' {
    return this.#awaited.get(name) ?? (this.#acknowledged.has(name) ? 'no' : 'unsure')
  }

  /** Whether it was heard here, and may wait to be acknowledged. */
  knows(name: string): boolean {
    return this.#awaited.has(name)
  }

  /** It was acknowledged, as far as the client knows; not `surely` where the server may not have done it. */
  acknowledge(name: string, surely: boolean): void {
    if (!surely && !this.#awaited.has(name)) this.#guessed.add(name)
    const names = this.#covered(name)
    for (const each of names) {
      if (!surely) this.#awaited.set(each, 'unsure')
      else if (this.#awaited.delete(each)) this.#acknowledged.add(each)
    }
  }

  /** Whether everything up to `head`, the end of the room's log, has come, or cannot for want of acknowledgements. */
  complete(head: number): boolean {
    const full = this.#awaited.size >= (this.wish.acknowledging?.prefetch ?? Infinity)
    if (this.#muddled || full || this.#last === null) return true
    return this.#last >= head && (this.#caughtUp || this.wish.since === null)
  }

  #doubtful(name: string): boolean {
    const covered = this.wish.acknowledging?.cumulative === true && this.#guessed.size > 0
    return this.#muddled || covered || this.#guessed.has(name)
  }

  #covered(name: string): string[] {
    if (this.wish.acknowledging?.cumulative !== true) return this.#awaited.has(name) ? [name] : []
    const names = [...this.#awaited.keys()]
    const at = names.indexOf(name)
    // Not heard yet: it may stand for all that was.
    return at === -1 ? names : names.slice(0, at + 1)
  }

  #follow({ type, seq, to = 0 }: Told): string | null {
    if (type === 'GAP') {
      const allowed = this.wish.since !== null && this.wish.since > 0 && !this.#caughtUp
      this.#last = to
      return allowed ? null : 'a GAP where nothing is missing'
    }
    if (type === 'CAUGHT_UP') {
      const right = this.wish.since !== null && !this.#caughtUp && seq === this.#last
      this.#caughtUp = true
      return right ? null : `CAUGHT_UP at ${seq} after ${this.#last}`
    }
    const right = this.#last === null || seq === this.#last + 1
    const fault = right ? null : `the entry ${seq} after ${this.#last}`
    this.#last = seq
    return fault
  }
}

interface Told {
  type: string
  seq: number
  to?: number
}
