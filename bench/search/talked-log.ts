// A host's log in a folder of its own, in which everything is said that is to be found.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { Found, SearchIndex } from '../../server/store/search-index.ts'
import { checkpointBeside } from '../../server/store/sqlite/checkpoints.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import { SqliteSearchIndex } from '../../server/store/sqlite/search/sqlite-search-index.ts'
import type { Said } from './plan.ts'

/** Messages that are said at once, before the first of them is kept. */
const AT_ONCE = 512
export const ROOMS: readonly RoomId[] = Array.from({ length: 100 }, (_, index) => `room-${index}` as RoomId)
const TALKER = { senderId: 'talker' as UserId, sender: '말하는 이' }
/** Said last, and by nobody before: where it is found, everything is. */
const LAST_WORD = '끝'.repeat(8)

export class TalkedLog {
  readonly folder = mkdtempSync(join(tmpdir(), 'sarangbang-bench-'))
  readonly #database = openDatabase(this.folder, { durability: 'process' })
  readonly #stopCheckpoints = checkpointBeside(this.#database)
  readonly #directory = new SqliteDirectory(this.#database)
  readonly #log = new SqliteRoomLog(this.#database, { now: Date.now })
  /** Null where nothing is to be found. */
  readonly #search: SearchIndex | null

  constructor(searches: boolean) {
    const fail = (error: unknown): void => console.error(error)
    const path = this.#database.connection.name
    this.#search = searches
      ? new SqliteSearchIndex(path, { tell: () => undefined, reportFailure: fail })
      : null
  }

  async createRooms(): Promise<void> {
    for (const roomId of ROOMS)
      await this.#directory.createRoom({
        roomId,
        name: roomId,
        kind: 'open',
        createdAt: 1,
        createdBy: TALKER.senderId,
      })
  }

  /** Says all of it, in all rooms by turns. */
  async say(messages: readonly string[]): Promise<Said> {
    const started = performance.now()
    const used = process.cpuUsage()
    const rate = (): number => (messages.length * 1_000) / (performance.now() - started)
    for (let at = 0; at < messages.length; at += AT_ONCE)
      await Promise.all(
        messages.slice(at, at + AT_ONCE).map((message, index) => this.#sayOne(message, at + index)),
      )
    await this.#sayOne(LAST_WORD, messages.length)
    const kept = rate()
    if (this.#search !== null) await untilFound(this.#search)
    const { user, system } = process.cpuUsage(used)
    return { kept, found: this.#search === null ? null : rate(), cpu: (user + system) / messages.length }
  }

  /** Bytes of a file in the folder. */
  bytesOf(name: string): number {
    return statSync(join(this.folder, name)).size
  }

  async close(): Promise<void> {
    await this.#search?.close()
    await this.#log.close()
    await this.#stopCheckpoints()
    this.#database.close()
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }

  #sayOne(message: string, nth: number): Promise<unknown> {
    const room = ROOMS[nth % ROOMS.length] as RoomId
    return this.#log.append(room, { type: 'TALK', ...TALKER, message, nonce: `n${nth}` })
  }
}

async function untilFound(search: SearchIndex): Promise<void> {
  for (;;) {
    const found = await orBehind(search)
    if (found !== null && found.places.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Null while the index is too far behind. */
async function orBehind(search: SearchIndex): Promise<Found | null> {
  try {
    return await search.find({ words: [LAST_WORD], rooms: ROOMS, cursor: null, limit: 1 })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'UNAVAILABLE') return null
    throw error
  }
}
