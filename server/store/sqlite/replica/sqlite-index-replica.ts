// A node's index in SQLite: runs the thread of replica-thread.ts, and hands it what was read and what is looked for.
import { Refusal } from '../../../../protocol/errors.ts'
import type { RoomId } from '../../../../protocol/ids.ts'
import type { IndexReplica, Lag, LogPage, RoomHead, Standing, Stretch } from '../../index-replica.ts'
import type { Found, SearchRequest } from '../../search-index.ts'
import { AnsweringThread, type AnsweringThreadOptions } from '../answering-thread.ts'
import { toLeanPage } from './lean-page.ts'
import { EVERYTHING, fromCursor, toCursor } from './moment.ts'
import type { ReplicaFile, ReplicaQuestions } from './questions.ts'

/** The bundle has the thread's program beside its own file. */
const BUNDLED = import.meta.url.endsWith('.js')

/** A cursor of one node is good on every other one that has the same logs. */
export class SqliteIndexReplica implements IndexReplica {
  readonly #thread: AnsweringThread<ReplicaQuestions>

  /** Nobody else may have the file open. */
  constructor(file: ReplicaFile, options: AnsweringThreadOptions) {
    const program = new URL(BUNDLED ? './replica-thread.js' : './replica-thread.ts', import.meta.url)
    this.#thread = new AnsweringThread(program, file, options)
  }

  compare(heads: readonly RoomHead[], quiet: boolean): Promise<Lag[]> {
    return this.#thread.ask('compare', { heads, quiet })
  }

  take(pages: readonly LogPage[]): Promise<Standing[]> {
    return this.#thread.ask('take', pages.map(toLeanPage))
  }

  keepOnly(stretch: Stretch, rooms: readonly RoomId[]): Promise<void> {
    return this.#thread.ask('keepOnly', { stretch, rooms })
  }

  async find(
    { words, cursor, limit }: Omit<SearchRequest, 'rooms'>,
    heads: readonly RoomHead[],
  ): Promise<Found | null> {
    const before = cursor === null ? EVERYTHING : fromCursor(cursor)
    if (before === null) throw new Refusal('BAD_REQUEST', 'cursor is none of this host.')
    const page = await this.#thread.ask('find', { lookup: { words, before, limit }, heads })
    if (page === null) return null
    return { places: page.places, next: page.next === null ? null : toCursor(page.next) }
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
