// Where the rows of a conversation stand in its scroller, in pixels from the top of what can be scrolled.
import type { Seq } from '../../protocol/ids.ts'
import type { Row } from '../state/timeline.ts'

/** What stands above the first row. */
export const HEAD = 48

/** Of the virtualizer: offsets are those of the rows among themselves, and of the scroller where one is looked up. */
interface Offsets {
  getItemOffset(index: number): number
  getItemSize(index: number): number
  findItemIndex(offset: number): number
}

interface View {
  scrollTop: number
  clientHeight: number
}

export class RowGeometry {
  readonly #rows: readonly Row[]
  readonly #offsets: Offsets
  readonly #view: View

  constructor(rows: readonly Row[], offsets: Offsets, view: View) {
    this.#rows = rows
    this.#offsets = offsets
    this.#view = view
  }

  top(index: number): number {
    return HEAD + this.#offsets.getItemOffset(index)
  }

  bottom(index: number): number {
    return this.top(index) + this.#offsets.getItemSize(index)
  }

  /** Where the view stands when this row is in its middle. */
  centred(index: number): number {
    return (this.top(index) + this.bottom(index) - this.#view.clientHeight) / 2
  }

  /** The first row that begins in view; the last one of all where none does. */
  firstIndex(): number {
    const { scrollTop } = this.#view
    const index = this.#offsets.findItemIndex(scrollTop)
    return this.top(index) < scrollTop ? Math.min(index + 1, this.#rows.length - 1) : index
  }

  /** From the first row that shows to the last whose end does; null where nothing of the log is in view. */
  inView(): { first: Seq; last: Seq } | null {
    const { scrollTop, clientHeight } = this.#view
    const bottom = scrollTop + clientHeight
    const end = this.#offsets.findItemIndex(bottom)
    const last = this.bottom(end) > bottom + 1 ? end - 1 : end
    const shown = this.#rows.slice(this.#offsets.findItemIndex(scrollTop), last + 1).flatMap(endsOf)
    const [from, to] = [shown[0], shown.at(-1)]
    return from === undefined || to === undefined ? null : { first: from, last: to }
  }
}

function endsOf(row: Row): Seq[] {
  if (row.kind === 'notice') return [row.first, row.last]
  return row.kind === 'talk' && row.seq !== null ? [row.seq] : []
}
