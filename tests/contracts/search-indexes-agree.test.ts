// Memory, which looks through everything, and SQLite, which looks into its index, given the same talk and the same queries:
// they find the same. A failure prints its seed and the shortest talk that shows it.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordsOf } from '../../server/store/folded-text.ts'
import { MemoryRoomLog } from '../../server/store/memory/memory-room-log.ts'
import { MemorySearchIndex } from '../../server/store/memory/memory-search-index.ts'
import type { RoomLog } from '../../server/store/room-log.ts'
import type { Found, SearchIndex } from '../../server/store/search-index.ts'
import { SqliteSearchIndex } from '../../server/store/sqlite/search/sqlite-search-index.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { room, talk } from './samples.ts'

const ROOMS = [room('a'), room('b'), room('c')]
// Few characters, so that they meet often; those of which something may go wrong.
const characters = fc.constantFrom(
  ...'가나다각aAbß"*\'-^()1. \t\u3000\u0001\u{1F600}\u{20000}é',
  '👨‍👩‍👧',
  'Σ',
  'ς',
  'İ',
)
const texts = fc
  .array(characters, { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join('').normalize('NFC'))
const posts = fc.array(fc.record({ room: fc.constantFrom(...ROOMS), message: texts }), { maxLength: 30 })
const queries = fc.array(
  fc.record({ query: texts, rooms: fc.subarray(ROOMS), limit: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 20 },
)
type Query = typeof queries extends fc.Arbitrary<(infer Value)[]> ? Value : never

/** All pages of what is found. */
async function allOf(search: SearchIndex, { query, rooms, limit }: Query): Promise<Found['places']> {
  const words = wordsOf(query)
  const places: Found['places'] = []
  let cursor: string | null = null
  if (words.length === 0) return places
  do {
    const page: Found = await search.find({ words, rooms, limit, cursor })
    places.push(...page.places)
    cursor = page.next
  } while (cursor !== null)
  return places
}

it('[SR1] [SR3] [SR4] SearchIndex in SQLite and in memory find the same', { timeout: 60_000 }, async () => {
  const database = openDatabase(temporaryFolder(), { durability: 'process' })
  const options = { tell: () => undefined, reportFailure: (error: unknown) => expect.fail(String(error)) }
  const sqlite = {
    log: new SqliteRoomLog(database, { now: () => 1 }),
    search: new SqliteSearchIndex(database.connection.name, options),
  }
  const log = new MemoryRoomLog({ now: () => 1 })
  const memory = { log, search: new MemorySearchIndex(log) }
  let nonce = 0
  const property = fc.asyncProperty(posts, queries, async (said, asked) => {
    for (const { room, message } of said) {
      nonce += 1
      for (const { log } of [sqlite, memory] as { log: RoomLog }[])
        await log.append(room, talk(`n${nonce}`, { message }))
    }
    for (const query of asked)
      expect(await allOf(sqlite.search, query)).toEqual(await allOf(memory.search, query))
  })
  try {
    await fc.assert(property, { numRuns: 80 })
  } finally {
    await sqlite.search.close()
    database.close()
  }
})
