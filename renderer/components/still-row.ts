// Keeps what somebody reads in its place where the virtualizer moves it. When rows were put in above, it keeps the distance to the
// end from then on until the scrolling rests: whatever is measured below meanwhile would move all that is in view.
import type { Row } from '../state/timeline.ts'
import type { RowGeometry } from './row-geometry.ts'

export class StillRow {
  #key: string | null = null
  /** Pixels from the top of the row to that of the view. */
  #gap = 0
  #keeping = false

  /** Rows are put in above. */
  begin(): void {
    this.#keeping = true
  }

  /** The scrolling rests. */
  end(): void {
    this.#keeping = false
  }

  /** The reader, or the program, has come to `scrollTop`. */
  note(rows: readonly Row[], geometry: RowGeometry, scrollTop: number): void {
    const index = geometry.firstIndex()
    this.#key = rows[index]?.key ?? null
    this.#gap = scrollTop - geometry.top(index)
  }

  /** Where the view has to stand for the row to be where it was; null where it is no concern of this one. */
  placeOf(rows: readonly Row[], geometry: RowGeometry): number | null {
    if (!this.#keeping) return null
    const index = rows.findIndex(({ key }) => key === this.#key)
    return index < 0 ? null : geometry.top(index) + this.#gap
  }
}
