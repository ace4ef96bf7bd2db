// Puts a whole host into SQLite that came from somewhere else: the rows that it would have, had all of it happened here.
import { setImmediate as turn } from 'node:timers/promises'
import type { Statement } from 'better-sqlite3'
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../../protocol/ids.ts'
import type { Account } from '../accounts.ts'
import type { CopyWatch } from '../copy-watch.ts'
import type { KeptFamily } from '../family-step.ts'
import { writeHostFile } from '../host-file.ts'
import type { HostIdentity } from '../host-identity.ts'
import type { HouseWriter, KeptMark, KeptPlace, KeptRoom } from '../house.ts'
import type { Database } from './database.ts'
import { EntryRows } from './entry-rows.ts'
import { keepingStatements, type KeepingStatements, type PlaceRow } from './house-statements.ts'
import { toBit } from './room-rows.ts'
import { StagedEntries, type StagedEntry, type StagedRow } from './staged-entries.ts'

/** Rows that are put in their order in one transaction. */
const PORTION = 1_000

/** Each call is a transaction. */
export class SqliteHouseWriter implements HouseWriter {
  readonly #dataDir: string
  readonly #connection: Database['connection']
  readonly #statements: KeepingStatements
  readonly #rows: EntryRows
  readonly #staged: StagedEntries
  readonly #beginLog: Statement<[string, string]>
  readonly #log: Statement<[string], number>
  readonly #lastRow: Statement<[number], Seq>
  readonly #withoutText: Statement<[log: number, seq: number]>
  readonly #settle: (rows: readonly StagedRow[]) => void

  constructor(dataDir: string, database: Database) {
    const { connection } = database
    this.#dataDir = dataDir
    this.#connection = connection
    this.#statements = keepingStatements(database)
    this.#rows = new EntryRows(database)
    this.#staged = new StagedEntries(dataDir)
    this.#beginLog = connection.prepare('INSERT INTO logs (room, epoch) VALUES (?, ?) ON CONFLICT DO NOTHING')
    this.#log = connection.prepare<[string], number>('SELECT log FROM logs WHERE room = ?').pluck()
    this.#lastRow = connection
      .prepare<[number], Seq>('SELECT coalesce(max(seq), 0) FROM entries WHERE log = ?')
      .pluck()
    this.#withoutText = connection.prepare('UPDATE entries SET amended = 1 WHERE log = ? AND seq = ?')
    this.#settle = connection.transaction((rows: readonly StagedRow[]) => {
      for (const row of rows) this.#settleRow(row)
    })
  }

  keepIdentity(identity: HostIdentity): Promise<void> {
    return writeHostFile(this.#dataDir, identity)
  }

  async keepAccounts(accounts: readonly Account[]): Promise<void> {
    this.#all(accounts, (account) => this.#statements.account.run(account))
  }

  async keepFamilies(families: readonly KeptFamily[]): Promise<void> {
    this.#all(families, (family) => this.#statements.family.run(family))
  }

  async keepRoom(room: KeptRoom): Promise<void> {
    const { announcementOnly, createdBy } = room
    const row = { ...room, announcementOnly: toBit(announcementOnly), createdBy: createdBy ?? '' }
    this.#statements.room.run(row)
  }

  async keepPlaces({ roomId }: KeptRoom, places: readonly KeptPlace[]): Promise<void> {
    this.#all(places, (place) => this.#statements.place.run({ room: roomId, ...toRow(place) }))
  }

  async keepMarks(room: RoomId, marks: readonly KeptMark[]): Promise<void> {
    this.#all(marks, (mark) => this.#statements.mark.run({ room, ...mark }))
  }

  async beginLog(room: RoomId, epoch: Epoch): Promise<Seq> {
    this.#beginLog.run(room, epoch)
    const log = this.#logOf(room)
    return Math.max(this.#staged.lastOf(log), this.#lastRow.get(log) ?? 0) as Seq
  }

  async keepEntries(room: RoomId, entries: readonly Entry[]): Promise<void> {
    this.#staged.keep(this.#logOf(room), entries)
  }

  async passed(room: RoomId): Promise<void> {
    this.#staged.passed(room)
  }

  async reached(): Promise<RoomId | null> {
    return this.#staged.reached()
  }

  /** Gives the entries their rows, in the order in which they were written. What was done before is not done again. */
  async complete({ onProgress, signal }: CopyWatch): Promise<void> {
    const count = this.#staged.count
    const newest = this.#connection.prepare<[], { log: number; seq: Seq }>(
      'SELECT log, seq FROM entries ORDER BY arrival DESC LIMIT 1',
    )
    for (let done = 0; count > 0;) {
      const rows = this.#staged.inOrder(newest.get() ?? null, PORTION)
      if (rows.length === 0) break
      this.#settle(rows)
      done += rows.length
      onProgress('arranging', Math.min(done / count, 1))
      await turn()
      signal.throwIfAborted()
    }
    this.#staged.remove()
  }

  /** What has come so far stays. */
  close(): void {
    this.#staged.close()
  }

  #all<Each>(list: readonly Each[], keep: (each: Each) => unknown): void {
    this.#connection.transaction(() => list.forEach(keep))()
  }

  #logOf(room: RoomId): number {
    const log = this.#log.get(room)
    if (log === undefined) throw new Error(`There is no log of room ${room}.`)
    return log
  }

  /** What a later entry does to an earlier one is done again, so that the rows become what they were. */
  #settleRow({ log, entry: json }: StagedRow): void {
    const entry = JSON.parse(json) as StagedEntry
    if (!this.#rows.insert({ key: log }, entry)) throw new Error(`A nonce comes twice in the log ${log}.`)
    if (entry.deleted === true) this.#withoutText.run(log, entry.seq)
    else if (entry.type === 'EDIT') this.#rows.amend({ key: log }, entry)
  }
}

function toRow({ present, invited, ...place }: KeptPlace): PlaceRow {
  const invitation = { invitedAt: invited?.at ?? null, invitedBy: invited?.by.userId ?? null }
  return { ...place, present: toBit(present), ...invitation, inviter: invited?.by.name ?? null }
}
