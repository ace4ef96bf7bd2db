// Heart-beats of one connection: when one is due, and when the peer has been silent for too long (STOMP 1.2, Heart-beating).
// It keeps no timer: the sessions' common clock asks.

/** Milliseconds between beats, either way; 0 where there are none. */
export interface HeartBeatIntervals {
  outgoing: number
  incoming: number
}

/** A peer is given up after this many of its intervals without a byte. */
const TOLERANCE = 2

export class HeartBeat {
  readonly #intervals: HeartBeatIntervals
  #lastIn: number
  #lastOut: number

  constructor(intervals: HeartBeatIntervals, now: number) {
    this.#intervals = intervals
    this.#lastIn = now
    this.#lastOut = now
  }

  /** Any bytes from the peer count. */
  heard(now: number): void {
    this.#lastIn = now
  }

  spoke(now: number): void {
    this.#lastOut = now
  }

  /** What to do now. `nextLook`: ms until the next call, so that a beat goes out before it is late. */
  due(now: number, nextLook: number): 'nothing' | 'beat' | 'give-up' {
    const { incoming, outgoing } = this.#intervals
    if (incoming > 0 && now - this.#lastIn > incoming * TOLERANCE) return 'give-up'
    if (outgoing > 0 && now - this.#lastOut + nextLook >= outgoing) return 'beat'
    return 'nothing'
  }
}
