// Whether somebody stays at the newest message or has gone up to read: what they did tells it, not what the layout did.

/** As an element has them, in pixels. */
export interface ScrollMeasures {
  scrollTop: number
  scrollHeight: number
  clientHeight: number
}

/** Closer to the end than this counts as at the end. */
export const NEAR = 32

export class ScrollPlace {
  #top = 0
  #atEnd: boolean
  #near: boolean

  /** `atEnd`: whether that is where the reader begins. */
  constructor(atEnd = true) {
    this.#atEnd = atEnd
    this.#near = atEnd
  }

  /** Whether the layout has moved the end away from a reader who is to stay at it. */
  get pushedAway(): boolean {
    return this.#atEnd && !this.#near
  }

  /** What is the end now will not be it when more is there: whoever is at it stays where they are. */
  leaveEnd(): void {
    this.#atEnd = false
  }

  /**
   * After a scroll: whether the reader is at the end. Rows that are measured or put in move the end away, or the place
   * down, without anybody's wish; only a way up leaves it.
   */
  moved({ scrollTop, scrollHeight, clientHeight }: ScrollMeasures): boolean {
    this.#near = scrollHeight - clientHeight - scrollTop <= NEAR
    if (this.#near) this.#atEnd = true
    else if (scrollTop < this.#top) this.#atEnd = false
    this.#top = scrollTop
    return this.#atEnd
  }
}
