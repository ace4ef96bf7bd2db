// Reads a whole host out of SQLite, page by page.
import type { Entry } from '../../../protocol/entry.ts'
import type { RoomId, Seq } from '../../../protocol/ids.ts'
import type { Account } from '../accounts.ts'
import type { KeptFamily } from '../family-step.ts'
import { readHostFile } from '../host-file.ts'
import type { HostIdentity } from '../host-identity.ts'
import type { HouseReader, HouseSize, KeptMark, KeptPlace, KeptRoom } from '../house.ts'
import type { LogHead } from '../room-log.ts'
import type { Database } from './database.ts'
import { EntryRows } from './entry-rows.ts'
import { readingStatements, type PlaceRow, type ReadingStatements } from './house-statements.ts'
import { LogHeads, type OpenLog } from './log-heads.ts'

/** How many of a list, and of a log, are read at a time. */
const PAGE = { list: 500, entries: 200 } as const

export class SqliteHouseReader implements HouseReader {
  readonly #dataDir: string
  readonly #statements: ReadingStatements
  readonly #heads: LogHeads
  readonly #rows: EntryRows

  constructor(dataDir: string, database: Database) {
    this.#dataDir = dataDir
    this.#statements = readingStatements(database)
    this.#heads = new LogHeads(database)
    this.#rows = new EntryRows(database)
  }

  identity(): Promise<HostIdentity> {
    return readHostFile(this.#dataDir)
  }

  async size(): Promise<HouseSize> {
    return this.#statements.size.get() ?? { rooms: 0, entries: 0 }
  }

  accounts(): AsyncIterable<Account[]> {
    return pages(
      (after) => this.#statements.accounts.all(after, PAGE.list),
      ({ userId }) => userId,
    )
  }

  families(at: number): AsyncIterable<KeptFamily[]> {
    return pages(
      (after) => this.#statements.families.all(after, at, PAGE.list),
      ({ family }) => family,
    )
  }

  async *rooms(): AsyncIterable<RoomId> {
    const read = (after: string): RoomId[] => this.#statements.rooms.all({ after, limit: PAGE.list })
    for await (const page of pages(read, (room) => room)) yield* page
  }

  async room(room: RoomId): Promise<KeptRoom | null> {
    const row = this.#statements.room.get(room)
    if (row === undefined) return null
    const createdBy = row.createdBy === '' ? null : (row.createdBy as KeptRoom['createdBy'])
    return { ...row, createdBy, announcementOnly: row.announcementOnly === 1 }
  }

  async *places(room: RoomId): AsyncIterable<KeptPlace[]> {
    const read = (after: string): PlaceRow[] => this.#statements.places.all(room, after, PAGE.list)
    for await (const page of pages(read, ({ userId }) => userId)) yield page.map(toPlace)
  }

  marks(room: RoomId): AsyncIterable<KeptMark[]> {
    return pages(
      (after) => this.#statements.marks.all(room, after, PAGE.list),
      ({ userId }) => userId,
    )
  }

  async head(room: RoomId): Promise<LogHead | null> {
    const log = this.#log(room)
    return log === null ? null : { epoch: log.epoch, first: log.first, last: log.last }
  }

  async *entries(room: RoomId, after: Seq): AsyncIterable<Entry[]> {
    const log = this.#log(room)
    if (log === null) return
    for (let last = after; ;) {
      const page = this.#rows.page(room, log, { after: last, limit: PAGE.entries })
      if (page.length > 0) yield page
      if (page.length < PAGE.entries) return
      last = page.at(-1)?.seq ?? last
    }
  }

  #log(room: RoomId): OpenLog | null {
    return this.#heads.find(room)
  }
}

/** Nothing is there that `read` does not answer: each page begins after the last id of the one before. */
async function* pages<Row>(
  read: (after: string) => Row[],
  idOf: (row: Row) => string,
): AsyncGenerator<Row[]> {
  for (let after = ''; ;) {
    const page = read(after)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    after = idOf(last)
  }
}

function toPlace({ present, invitedAt, invitedBy, inviter, ...place }: PlaceRow): KeptPlace {
  const isInvited = invitedAt !== null && invitedBy !== null
  return {
    ...place,
    present: present === 1,
    invited: isInvited ? { by: { userId: invitedBy, name: inviter ?? '' }, at: invitedAt } : null,
  }
}
