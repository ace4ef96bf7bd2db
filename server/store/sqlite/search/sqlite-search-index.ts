// The search beside SQLite's logs: runs the thread of search-thread.ts, and hands it what is looked for.
import { dirname, join } from 'node:path'
import { Refusal } from '../../../../protocol/errors.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Found, SearchIndex, SearchRequest } from '../../search-index.ts'
import { AnsweringThread, type AnsweringThreadOptions } from '../answering-thread.ts'
import { fromCursor, toCursor } from './cursor.ts'
import type { SearchFiles, SearchQuestions } from './orders.ts'

/** Milliseconds after which to ask again: where too many searches wait, and while the index is made. */
const ASK_AGAIN = { tooMany: 1_000, behind: 5_000 } as const

/** The bundle has the thread's program beside its own file. */
const BUNDLED = import.meta.url.endsWith('.js')

/** Keeps its file beside the database's: `search.db`, which may be deleted while no host runs. */
export class SqliteSearchIndex implements SearchIndex {
  readonly #thread: AnsweringThread<SearchQuestions>

  /** `chat`: the file of the host's database, which is open. */
  constructor(chat: string, options: AnsweringThreadOptions) {
    const program = new URL(BUNDLED ? './search-thread.js' : './search-thread.ts', import.meta.url)
    const files: SearchFiles = { chat, index: join(dirname(chat), 'search.db') }
    this.#thread = new AnsweringThread(program, files, options)
  }

  async find({ words, rooms, cursor, limit }: SearchRequest): Promise<Found> {
    const before = cursor === null ? Number.MAX_SAFE_INTEGER : fromCursor(cursor)
    if (before === null) throw new Refusal('BAD_REQUEST', 'cursor is none of this host.')
    if (this.#thread.waiting >= LIMITS.searchesInHand)
      throw new Refusal('TOO_FAST', undefined, { retryAfter: ASK_AGAIN.tooMany })
    const page = await this.#thread.ask('find', { words, rooms, before, limit })
    if (page === null)
      throw new Refusal('UNAVAILABLE', 'The search is being made ready.', { retryAfter: ASK_AGAIN.behind })
    return { places: page.places, next: page.next === null ? null : toCursor(page.next) }
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
