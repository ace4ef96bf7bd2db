// Goes through all logs from time to time, so that a node's index has them before somebody searches, and loses what they lose.
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { WORTH_WAITING, type CatchingUp } from './catching-up.ts'
import type { IndexReplica } from './index-replica.ts'
import type { RoomLog } from './room-log.ts'
import { missingOf } from './wanted-logs.ts'

/** Logs that are looked at in one go. */
const ROOMS = 100
/**
 * Milliseconds between two such looks in which nothing was missing, but for those of the first round; from the end of a round to
 * the next; and after one that failed.
 */
const PAUSES = { look: 1_000, round: 60_000, failure: 5_000 } as const

export interface IndexRoundsParts {
  log: RoomLog
  replica: IndexReplica
  catchingUp: CatchingUp
  /** Is told, in a sentence, what whoever runs the node should know. */
  tell: (news: string) => void
  /** Is told what a round ended with, but for outages, which others tell of. */
  reportFailure: (error: unknown) => void
  /** Resolves after so many milliseconds; rejects when the signal says so. */
  rest?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
}

export class IndexRounds {
  readonly #parts: Required<IndexRoundsParts>
  readonly #end = new AbortController()
  readonly #running: Promise<void>
  /** Whether all logs have been gone through once; and until then, how many entries were missing. */
  #completed = false
  #missing = 0

  /** Begins at once. */
  constructor(parts: IndexRoundsParts) {
    const byTheClock = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal, ref: false })
    this.#parts = { rest: byTheClock, ...parts }
    this.#running = this.#run()
  }

  /** Resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#end.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#end.signal.aborted) {
      const went = await this.#round().catch((error: unknown) => this.#failed(error))
      await this.#rest(went === null ? PAUSES.failure : PAUSES.round)
    }
  }

  /** Outages are told of by others. */
  #failed(error: unknown): null {
    if (!(error instanceof Refusal)) this.#parts.reportFailure(error)
    return null
  }

  /** Goes on where logs cannot be looked at; rejects where it is not known which logs there are. */
  async #round(): Promise<void> {
    let after: RoomId | null = null
    for (;;) {
      const rooms = await this.#parts.log.rooms(after, ROOMS)
      const through = rooms.at(-1) ?? null
      const missing = await this.#look(rooms, { after, through }).catch((error: unknown) =>
        this.#failed(error),
      )
      if (this.#end.signal.aborted) return
      if (through === null) break
      if (missing === null) await this.#rest(PAUSES.failure)
      else if (missing === 0 && this.#completed) await this.#rest(PAUSES.look)
      after = through
    }
    this.#complete()
  }

  /** Answers how many entries were missing. */
  async #look(
    rooms: readonly RoomId[],
    stretch: { after: RoomId | null; through: RoomId | null },
  ): Promise<number> {
    const { replica, catchingUp } = this.#parts
    const { lags } = await catchingUp.compare(rooms)
    await replica.keepOnly(stretch, rooms)
    const missing = lags.reduce((sum, lag) => sum + missingOf(lag), 0)
    this.#count(missing)
    await catchingUp.later(lags)
    return missing
  }

  #count(missing: number): void {
    const before = this.#missing
    this.#missing += missing
    if (!this.#completed && before <= WORTH_WAITING && this.#missing > WORTH_WAITING)
      this.#parts.tell('The search index is being made, and a search may be refused until it is complete.')
  }

  #complete(): void {
    if (!this.#completed && this.#missing > WORTH_WAITING) this.#parts.tell('The search index is complete.')
    this.#completed = true
  }

  async #rest(milliseconds: number): Promise<void> {
    if (this.#end.signal.aborted) return
    // Rejects only because this is being closed.
    await this.#parts.rest(milliseconds, this.#end.signal).catch(() => undefined)
  }
}
