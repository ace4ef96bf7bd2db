// Looking for what was said: what is looked for and where, and what was found so far. It outlives the rooms that are opened from it.
import type { RoomId } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { SearchHit, SearchPage, SearchQuery } from '../../protocol/rest.ts'
import { graphemes } from '../../protocol/text.ts'
import { codeOf } from './failure.ts'

interface SearchPorts {
  /** A page of what was found. Rejects with a RequestFailure. */
  find(query: SearchQuery): Promise<SearchPage>
  /** The room that is open; null where none is. */
  openRoom(): RoomId | null
  later(callback: () => void, milliseconds: number): () => void
}

/** `empty`: there is nothing to look for. `too-long`: more than a host looks for. `found`: perhaps nothing. */
export type SearchPhase = 'empty' | 'too-long' | 'searching' | 'found' | 'failed'

/** Somebody who goes on typing within this, in milliseconds, has not said yet what they look for. */
const TYPING_PAUSE = 250

export class Search {
  shown = $state(false)
  /** Grows whenever somebody wants to look for something: the keyboard is to be in the field then. */
  summons = $state(0)
  text = $state('')
  /** In all rooms, or in the open one alone. */
  everywhere = $state(false)
  phase = $state<SearchPhase>('empty')
  /** Why it is `failed`. */
  fault = $state('')
  /** Newest first. */
  hits = $state.raw<readonly SearchHit[]>([])
  /** Where to go on; null where everything was found. */
  cursor = $state.raw<string | null>(null)
  readonly #ports: SearchPorts
  #callOff: () => void = () => {}
  /** Grows with every search: what an earlier one finds is not shown. */
  #asked = 0

  constructor(ports: SearchPorts) {
    this.#ports = ports
  }

  /** Looks soon for what the field has now. */
  type(text: string): void {
    this.text = text
    this.#callOff()
    this.#callOff = this.#ports.later(() => void this.start(), TYPING_PAUSE)
  }

  /** Looks in all rooms from now on, or no longer. */
  lookEverywhere(everywhere: boolean): void {
    this.everywhere = everywhere
    void this.start()
  }

  /** Looks from the beginning; what was found before stays until there is an answer. */
  async start(): Promise<void> {
    this.#callOff()
    this.cursor = null
    const words = this.#words
    if (words === '') return this.#clear('empty')
    if (graphemes(words, LIMITS.searchLength) > LIMITS.searchLength) return this.#clear('too-long')
    await this.#ask(this.#queryFor(words), [])
  }

  /** Looks on from where the last page ended, where there is more and nothing is on its way. */
  async more(): Promise<void> {
    if (this.cursor === null || this.phase === 'searching') return
    await this.#ask({ ...this.#queryFor(this.#words), cursor: this.cursor }, this.hits)
  }

  show(): void {
    this.shown = true
    this.summons += 1
  }

  hide(): void {
    this.shown = false
    this.#callOff()
  }

  get #words(): string {
    return this.text.normalize('NFC').trim()
  }

  #queryFor(q: string): SearchQuery {
    const room = this.everywhere ? null : this.#ports.openRoom()
    return room === null ? { q } : { q, room }
  }

  #clear(phase: 'empty' | 'too-long'): void {
    this.#asked += 1
    this.hits = []
    this.phase = phase
  }

  async #ask(query: SearchQuery, before: readonly SearchHit[]): Promise<void> {
    this.#asked += 1
    const asked = this.#asked
    this.phase = 'searching'
    try {
      const { hits, cursor } = await this.#ports.find(query)
      if (asked === this.#asked) this.#show([...before, ...hits], cursor)
    } catch (error) {
      if (asked === this.#asked) this.#fail(before, codeOf(error))
    }
  }

  #show(hits: readonly SearchHit[], cursor: string | null): void {
    this.hits = hits
    this.cursor = cursor
    this.phase = 'found'
  }

  /** Where to go on stays as it was: it can be tried again. */
  #fail(before: readonly SearchHit[], code: string): void {
    this.hits = before
    this.fault = code
    this.phase = 'failed'
  }
}
