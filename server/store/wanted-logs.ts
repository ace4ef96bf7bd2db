// The logs that an index is to be brought up to date in: those that somebody waits for first, each once.
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { Lag, RoomHead, Standing } from './index-replica.ts'

/** `soon`: somebody waits for it, and not for long. `later`: whenever nothing else is to be done. */
export type Urgency = 'soon' | 'later'

/** A log that is behind. `reached` resolves with the head that it was brought up to. */
export interface Wanted {
  head: RoomHead
  standing: Standing
  urgency: Urgency
  /** How often nothing came of reading it, one time after the other. */
  failures: number
  readonly reached: Promise<RoomHead>
  resolve: (head: RoomHead) => void
  reject: (reason: unknown) => void
}

/** Entries of the log that the index has not: how much it would take, at the least. */
export function missingOf({ head, standing }: Lag): number {
  return Math.max(0, head.last - Math.max(standing.last, head.first - 1))
}

/** Whether what was lost, or an old head, must be told from a log that has only grown. */
export function isInDoubt({ head, standing }: Lag): boolean {
  if (standing.epoch === null) return false
  return head.epoch !== standing.epoch || head.last < standing.last || head.first < standing.first
}

export function isReached({ head, standing }: Lag): boolean {
  return head.epoch === standing.epoch && head.last <= standing.last
}

/** The seq to read after: the index's last entry comes once more, to tell whether the log is still the same. */
export function readAfter({ standing }: Lag): Seq {
  return Math.max(standing.last - 1, 0) as Seq
}

export class WantedLogs {
  readonly #queues: Record<Urgency, Map<RoomId, Wanted>> = { soon: new Map(), later: new Map() }

  size(urgency: Urgency): number {
    return this.#queues[urgency].size
  }

  /** What is wanted of this room, with this head from now on, and as soon as anybody wants it. */
  add({ head, standing }: Lag, urgency: Urgency): Wanted {
    const { roomId } = head
    const known = this.#queues.soon.get(roomId) ?? this.#queues.later.get(roomId)
    if (known === undefined) return this.#enter({ head, standing, urgency })
    if (head.epoch !== known.head.epoch || head.last > known.head.last) known.head = head
    if (urgency === 'soon' && known.urgency === 'later') this.#move(known, urgency)
    return known
  }

  /** Those that are next, without taking them out: as many as `fits` says yes to, one at least. */
  next(fits: (wanted: Wanted) => boolean): Wanted[] {
    const queue = this.#queues[this.#queues.soon.size > 0 ? 'soon' : 'later']
    const next: Wanted[] = []
    for (const wanted of queue.values()) {
      if (!fits(wanted) && next.length > 0) break
      next.push(wanted)
    }
    return next
  }

  /** Its turn comes again after all others of its kind; or, in another urgency, after all of that. */
  putBack(wanted: Wanted, urgency: Urgency = wanted.urgency): void {
    this.#move(wanted, urgency)
  }

  reach(wanted: Wanted): void {
    this.#leave(wanted)
    wanted.resolve(wanted.head)
  }

  fail(wanted: Wanted, reason: unknown): void {
    this.#leave(wanted)
    wanted.reject(reason)
  }

  failAll(reason: unknown): void {
    for (const queue of Object.values(this.#queues))
      for (const wanted of [...queue.values()]) this.fail(wanted, reason)
  }

  #enter(part: Pick<Wanted, 'head' | 'standing' | 'urgency'>): Wanted {
    const { promise, resolve, reject } = Promise.withResolvers<RoomHead>()
    // Of a log that is brought up to date although nobody waits any more.
    promise.catch(() => undefined)
    const wanted: Wanted = { ...part, failures: 0, reached: promise, resolve, reject }
    this.#queues[part.urgency].set(part.head.roomId, wanted)
    return wanted
  }

  #move(wanted: Wanted, urgency: Urgency): void {
    this.#leave(wanted)
    wanted.urgency = urgency
    this.#queues[urgency].set(wanted.head.roomId, wanted)
  }

  #leave(wanted: Wanted): void {
    this.#queues[wanted.urgency].delete(wanted.head.roomId)
  }
}
