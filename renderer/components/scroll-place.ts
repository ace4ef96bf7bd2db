// Whether somebody stays at the newest message or has gone up to read: what they did tells it, not what the layout did.

/** As an element has them, in pixels. */
export interface ScrollMeasures {
  scrollTop: number
  scrollHeight: number
  clientHeight: number
}

/** Closer to the end than this counts as at the end. */
const NEAR = 32

export class ScrollPlace {
  #top = 0
  #atEnd = true
  #near = true

  /** Whether the layout has moved the end away from a reader who is to stay at it. */
  get pushedAway(): boolean {
    return this.#atEnd && !this.#near
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
