// One host's search, as the thread has it: opens the index, keeps up with the logs, and answers what is looked for.
import Sqlite from 'better-sqlite3'
import type { Pace } from '../answer-asked.ts'
import { Finder, type Lookup, type Page } from './finder.ts'
import { Forgetting, removedFrom } from './forgetting.ts'
import { IndexCare, type OpenIndex } from './index-care.ts'
import {
  isCurrent,
  isDamage,
  lifeOf,
  newestIn,
  openIndexFile,
  removeIndexFile,
  SEARCH_TABLES,
  stateOf,
} from './index-file.ts'
import { Indexer } from './indexer.ts'

/** Entries that a search waits for to be in the index, about a second's work; with more it is refused. */
const WORTH_WAITING = 50_000
/** Milliseconds between two looks for what the logs let go of. */
const LOOKED_AT_MOST = 60_000

export interface SearcherOptions {
  /** The files of the host's database and of the index. */
  chat: string
  index: string
  /** Is told, in a sentence, what whoever runs the host should know. */
  tell: (news: string) => void
  /** Milliseconds. */
  now: () => number
}

interface Open extends OpenIndex {
  indexer: Indexer
  finder: Finder
}

export class Searcher {
  readonly #options: SearcherOptions
  readonly #chat: Sqlite.Database
  readonly #care: IndexCare<Open>
  #building = false
  #forgetting: Forgetting | null = null
  #lookedAt = -Infinity

  /** Throws where one of the files cannot be opened. */
  constructor(options: SearcherOptions) {
    this.#options = options
    this.#chat = new Sqlite(options.chat, { readonly: true, fileMustExist: true })
    this.#care = new IndexCare({
      open: () => this.#openIndex(),
      makeAnew: () => this.#makeAnew('it is damaged'),
      now: options.now,
    })
  }

  /** Does a portion of what there is to do. */
  turn(): Pace {
    return this.#care.mending(({ indexer }) => {
      if (indexer.newest() > indexer.state.position) return this.#keepUp()
      const forgetting = this.#toForget()
      if (forgetting !== null) return this.#forget(forgetting)
      return indexer.state.soiled === 1 ? this.#care.clean() : 'idle'
    })
  }

  /** Looks up in all that had been kept when this was called. Null while the index is too far behind. */
  find(lookup: Lookup): Page | null {
    return this.#care.mending(({ indexer, finder }) => {
      const target = indexer.newest()
      if (target - indexer.state.position > WORTH_WAITING) return null
      while (indexer.state.position < target) this.#keepUp()
      return finder.find(lookup)
    })
  }

  close(): void {
    this.#care.index.connection.close()
    this.#chat.close()
  }

  #keepUp(): Pace {
    const { indexer } = this.#care.index
    indexer.step()
    if (indexer.state.soiled === 1) this.#care.soiled()
    const behind = indexer.newest() > indexer.state.position
    if (this.#building && !behind) this.#options.tell('The search index is complete.')
    this.#building &&= behind
    return 'more'
  }

  /** What takes out what the logs have let go of since the last time; null where that is nothing, or was looked at just now. */
  #toForget(): Forgetting | null {
    const { now } = this.#options
    if (this.#forgetting !== null || now() - this.#lookedAt < LOOKED_AT_MOST) return this.#forgetting
    this.#lookedAt = now()
    const { indexer, connection } = this.#care.index
    if (removedFrom(this.#chat) === indexer.state.removed) return null
    // Before anything is taken out: it is not forgotten then, whatever ends the process.
    indexer.note({ soiled: 1 })
    return new Forgetting(this.#chat, connection)
  }

  #forget(forgetting: Forgetting): Pace {
    const { indexer } = this.#care.index
    const done = forgetting.step()
    if (done) indexer.note({ removed: forgetting.removed })
    this.#forgetting = done ? null : forgetting
    return 'more'
  }

  #openIndex(): Open {
    try {
      const index = openIndexFile(this.#options.index, SEARCH_TABLES)
      const why = isCurrent(index, SEARCH_TABLES)
        ? this.#whyUseless(index)
        : 'another version of this program has written it'
      if (why === null) return this.#attach(index)
      index.close()
      return this.#makeAnew(why)
    } catch (error) {
      if (!isDamage(error)) throw error
      return this.#makeAnew('it is damaged')
    }
  }

  /** Says so where there is more to be put in than what was said since the last host stopped. */
  #attach(index: Sqlite.Database): Open {
    const indexer = new Indexer(this.#chat, index)
    const entries = indexer.newest()
    if (indexer.state.position === 0 && entries > 0) {
      this.#building = true
      this.#options.tell(`The search index is being made, of ${entries} entries.`)
    }
    const noteClean = (): void => indexer.note({ soiled: 0 })
    return { connection: index, indexer, finder: new Finder(this.#chat, index), noteClean }
  }

  #whyUseless(index: Sqlite.Database): string | null {
    const { position, life } = stateOf(index)
    if (position > 0 && life !== lifeOf(this.#chat)) return 'the logs have begun anew'
    return position > newestIn(this.#chat) ? 'it has more than the logs' : null
  }

  #makeAnew(why: string): Open {
    this.#options.tell(`The search index is thrown away: ${why}.`)
    removeIndexFile(this.#options.index)
    this.#forgetting = null
    return this.#attach(openIndexFile(this.#options.index, SEARCH_TABLES))
  }
}
