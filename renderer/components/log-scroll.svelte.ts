// Where a conversation's list stands, and why: at the newest, which it follows; at the row that it was opened at, until the rows
// around that are measured; or where somebody reads, and there nothing moves.
import { tick } from 'svelte'
import type { VirtualizerHandle } from 'virtua/svelte'
import type { Seq } from '../../protocol/ids.ts'
import { later } from '../state/clock.ts'
import type { Conversation } from '../state/conversation.svelte.ts'
import type { Row } from '../state/timeline.ts'
import { RowGeometry } from './row-geometry.ts'
import { NEAR, ScrollPlace } from './scroll-place.ts'
import { StillRow } from './still-row.ts'

interface LogScrollParts {
  conversation: Conversation
  rows(): Row[]
  scroller(): HTMLElement
  list(): VirtualizerHandle
}

/** Further entries are asked for when fewer pixels than this are left above or below. */
const RUNWAY = 1_600
/** So much of what was read stays in view above the line over what is new. */
const ABOVE_LINE = 72
/** Milliseconds without a change of any height after which the rows count as measured. */
const SETTLED = 150

export class LogScroll {
  atNewest = $state(true)
  /** Whether the list is where it was to be opened: nothing is loaded, seen or offered before. */
  settled = $state(true)
  readonly #parts: LogScrollParts
  readonly #target: Seq | null
  readonly #place: ScrollPlace
  readonly #still = new StillRow()
  #callOff: () => void = () => {}
  /** The page has the list no more. */
  #over = false

  /** `target`: the message that it opens at; null for the newest. */
  constructor(parts: LogScrollParts, target: Seq | null) {
    this.#parts = parts
    this.#target = target
    this.#place = new ScrollPlace(target === null)
    this.atNewest = this.settled = target === null
  }

  /** The page has the list. */
  begin(): void {
    if (!this.settled) this.#hold()
  }

  end(): void {
    this.#over = true
    this.#callOff()
    this.#parts.conversation.unseen.look(false)
  }

  scrolled(): void {
    const { scroller } = this.#elements
    const atEnd = this.#place.moved(scroller)
    this.#note()
    if (!this.settled) return
    this.#arriveAt(atEnd)
    if (this.#place.pushedAway) this.#followSoon()
    this.look()
    this.#loadWhereShort()
  }

  rested(): void {
    this.#still.end()
  }

  /** Rows are put in above those that are here, or cut off there. */
  shifted(): void {
    this.#still.begin()
  }

  /** The heights have changed, of rows or of the view. */
  resized(): void {
    void tick().then(() => this.#keep())
    this.#loadWhereShort()
  }

  /** There are other rows. */
  changed(): void {
    if (this.settled) this.#followSoon()
  }

  /** Somebody puts their hand to it: where they want to be is for them to say. */
  touched(): void {
    if (!this.settled) this.#settle()
  }

  /** By the scroller itself: the virtualizer would go on for a while, against somebody who scrolls up meanwhile. */
  toNewest(): void {
    if (this.#over) return
    const { scroller } = this.#elements
    this.atNewest = true
    scroller.scrollTop = scroller.scrollHeight
    this.look()
  }

  /** What is in view of a page that can be seen has been seen. */
  look(): void {
    if (!this.settled || this.#over) return
    const { conversation } = this.#parts
    const isVisible = document.visibilityState === 'visible'
    conversation.unseen.look(this.atNewest && isVisible && document.hasFocus())
    if (!isVisible) return
    const part = this.atNewest ? null : this.#geometry.inView()
    if (this.atNewest) conversation.see()
    else if (part !== null) conversation.seePart(part)
  }

  /** Somebody is back at the page, which is drawn anew first. */
  lookSoon(): void {
    requestAnimationFrame(() => requestAnimationFrame(() => this.look()))
  }

  get #elements() {
    return { scroller: this.#parts.scroller(), list: this.#parts.list() }
  }

  get #geometry(): RowGeometry {
    const { scroller, list } = this.#elements
    return new RowGeometry(this.#parts.rows(), list, scroller)
  }

  /** Whatever has been measured or put in. */
  #keep(): void {
    if (this.#over) return
    if (!this.settled) return this.#hold()
    if (this.atNewest) return this.#follow()
    const place = this.#still.placeOf(this.#parts.rows(), this.#geometry)
    const { scroller } = this.#elements
    if (place !== null && Math.abs(scroller.scrollTop - place) > 1) scroller.scrollTop = place
    this.look()
  }

  /** Stands at what it was opened at, and takes the next heights into account. */
  #hold(): void {
    const rows = this.#parts.rows()
    const target = this.#target ?? 0
    const row = rows.findIndex((one) => one.kind === 'talk' && one.seq !== null && one.seq >= target)
    this.#elements.scroller.scrollTop = this.#placeOf(row < 0 ? rows.length - 1 : row)
    this.#callOff()
    this.#callOff = later(() => this.#settle(), SETTLED)
  }

  /** Under the line that is over it; in the middle where there is none. */
  #placeOf(index: number): number {
    const row = this.#parts.rows()[index]
    const isUnderLine = row?.kind === 'talk' && row.startsNew
    return isUnderLine ? this.#geometry.top(index) - ABOVE_LINE : this.#geometry.centred(index)
  }

  /** A page that is not drawn has measured nothing yet. */
  #settle(): void {
    this.#callOff()
    if (this.#elements.list.getViewportSize() === 0) return this.#hold()
    this.settled = true
    this.#arriveAt(this.#place.moved(this.#elements.scroller))
    this.#note()
    this.look()
    this.#loadWhereShort()
  }

  /** Where there is something between the end of what is here and the newest, that end is not the newest. */
  #arriveAt(end: boolean): void {
    const { detached } = this.#parts.conversation.reading
    if (detached) this.#place.leaveEnd()
    this.atNewest = end && !detached
  }

  #followSoon(): void {
    if (this.atNewest) void tick().then(() => this.atNewest && this.#follow())
  }

  /** Goes along with the newest, but not past the line under which somebody who comes back is to begin. */
  #follow(): void {
    if (this.#over) return
    const { scroller } = this.#elements
    const end = scroller.scrollHeight - scroller.clientHeight
    const line = this.#lineThatWaits()
    scroller.scrollTop = Math.min(end, line)
    if (line < end - NEAR) this.#stayBehind()
    this.look()
  }

  #stayBehind(): void {
    this.#place.leaveEnd()
    this.atNewest = false
  }

  #lineThatWaits(): number {
    if (!this.#parts.conversation.unseen.waits) return Infinity
    const index = this.#parts.rows().findIndex((row) => row.kind === 'talk' && row.startsNew)
    return index < 0 ? Infinity : this.#placeOf(index)
  }

  #note(): void {
    this.#still.note(this.#parts.rows(), this.#geometry, this.#elements.scroller.scrollTop)
  }

  #loadWhereShort(): void {
    if (!this.settled) return
    const { reading } = this.#parts.conversation
    const { scrollTop, scrollHeight, clientHeight } = this.#elements.scroller
    if (scrollTop < RUNWAY && reading.stretch.more) void reading.stretch.loadOlder()
    if (reading.detached && scrollHeight - clientHeight - scrollTop < RUNWAY) void reading.loadNewer()
  }
}
