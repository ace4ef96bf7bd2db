// Brings the index on to where the logs are: reads entries in the order in which they came, a portion at a time.
import type { Database, Statement } from 'better-sqlite3'
import { lifeOf, newestIn, stateOf, type IndexState } from './index-file.ts'
import { tokensOf } from './tokens.ts'

/** Of one portion, which is one transaction of about 100 ms: entries, and UTF-16 units of text. Larger ones cost less each. */
const PORTION = { entries: 8_192, units: 500_000 } as const
/** Entries that are read at once: those of the largest texts are some tens of MiB. */
const READ = 256

interface Row {
  arrival: number
  log: number
  type: string
  message: string
  refersTo: number | null
  /** Not null where the row has not the text that the message has now: the entry that made it so comes later. */
  amended: 0 | 1 | null
}

/** A message that an edit or a deletion is about. */
interface Target {
  arrival: number
  message: string
}

export class Indexer {
  readonly #chat: Database
  readonly #after: Statement<[number, number], Row>
  readonly #target: Statement<[number, number], Target>
  readonly #insert: Statement<[number, string]>
  readonly #remove: Statement<[number]>
  readonly #keepState: Statement<[IndexState]>
  readonly #portion: () => void
  #state: IndexState

  constructor(chat: Database, index: Database) {
    this.#chat = chat
    this.#after = chat.prepare(
      `SELECT arrival, log, type, message, refers_to AS refersTo, amended
      FROM entries WHERE arrival > ? ORDER BY arrival LIMIT ?`,
    )
    this.#target = chat.prepare('SELECT arrival, message FROM texts WHERE log = ? AND seq = ?')
    this.#insert = index.prepare('INSERT INTO said (rowid, pairs) VALUES (?, ?)')
    this.#remove = index.prepare('DELETE FROM said WHERE rowid = ?')
    this.#keepState = index.prepare(
      'UPDATE state SET position = @position, life = @life, soiled = @soiled, removed = @removed',
    )
    this.#portion = index.transaction(() => this.#readPortion())
    this.#state = stateOf(index)
  }

  /** The arrival of the newest entry in the logs; 0 while there is none. */
  newest(): number {
    return newestIn(this.#chat)
  }

  get state(): Readonly<IndexState> {
    return this.#state
  }

  /** Does the next portion, all of it or nothing. */
  step(): void {
    const before = this.#state
    try {
      this.#portion()
    } catch (error) {
      this.#state = before
      throw error
    }
  }

  /** Notes what others have done to the index. */
  note(done: Partial<Pick<IndexState, 'soiled' | 'removed'>>): void {
    this.#state = { ...this.#state, ...done }
    this.#keepState.run(this.#state)
  }

  #readPortion(): void {
    this.#state = { ...this.#state, life: lifeOf(this.#chat) }
    let [entries, units] = [0, 0]
    while (entries < PORTION.entries && units < PORTION.units) {
      const rows = this.#after.all(this.#state.position, READ)
      for (const row of rows) units += this.#take(row)
      entries += rows.length
      this.#state = { ...this.#state, position: rows.at(-1)?.arrival ?? this.#state.position }
      if (rows.length < READ) break
    }
    this.#keepState.run(this.#state)
  }

  /** Answers how much there was to take. */
  #take({ arrival, log, type, message, refersTo, amended }: Row): number {
    if (type === 'TALK' && amended === null) this.#insert.run(arrival, tokensOf(message, log))
    if (refersTo !== null) this.#takeAgain(log, refersTo)
    return message.length
  }

  /** The message as it stands now; one that was deleted is empty. */
  #takeAgain(log: number, seq: number): void {
    const target = this.#target.get(log, seq)
    if (target === undefined) return
    this.#remove.run(target.arrival)
    this.#state = { ...this.#state, soiled: 1 }
    if (target.message !== '') this.#insert.run(target.arrival, tokensOf(target.message, log))
  }
}
