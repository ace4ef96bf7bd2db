// Keeps no more of the logs than the host wants to: from time to time goes through all of them and removes the oldest entries.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RoomId } from '../../protocol/ids.ts'
import type { Duties } from '../store/duties.ts'
import type { RoomLog } from '../store/room-log.ts'
import type { Later } from './later.ts'

/** Milliseconds from the end of one sweep to the next. */
const BETWEEN = 600_000
/** Entries that are removed in one turn of the event loop: some milliseconds. */
const ENTRIES_A_TURN = 200
const ROOMS_A_PAGE = 100

export interface RetentionParts {
  log: RoomLog
  /** On several nodes one at a time sweeps. */
  duties: Duties
  /** Milliseconds for which entries are kept, and how many of a room; null: no bound of that kind. */
  age: number | null
  entries: number | null
  later: Later
  /** Milliseconds since 1970. */
  now: () => number
  reportFailure: (error: unknown) => void
}

export class Retention {
  readonly #parts: RetentionParts
  #sweeping: Promise<void> = Promise.resolve()
  #callOff: () => void = () => {}
  #closed = false

  constructor(parts: RetentionParts) {
    this.#parts = parts
  }

  /** Begins a sweep; the others follow. */
  start(): void {
    this.#sweeping = this.#sweep().catch(this.#parts.reportFailure)
    void this.#sweeping.then(() => {
      if (!this.#closed) this.#callOff = this.#parts.later(() => this.start(), BETWEEN)
    })
  }

  /** Sweeps no more; resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true
    this.#callOff()
    await this.#sweeping
  }

  async #sweep(): Promise<void> {
    const { log, duties } = this.#parts
    let last: RoomId | null = null
    while (!this.#closed && (await duties.has('retention'))) {
      const rooms: RoomId[] = await log.rooms(last, ROOMS_A_PAGE)
      for (const room of rooms) await this.#trim(room)
      last = rooms.at(-1) ?? null
      if (last === null) return
    }
  }

  async #trim(room: RoomId): Promise<void> {
    const { log, age, entries, now } = this.#parts
    const keep = { entries, since: age === null ? null : now() - age }
    let removed = ENTRIES_A_TURN
    while (removed === ENTRIES_A_TURN && !this.#closed) {
      await nextTurn()
      removed = await log.trim(room, keep, ENTRIES_A_TURN)
    }
  }
}
