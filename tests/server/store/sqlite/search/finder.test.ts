// How far a search looks for one page: bounded, with a cursor to go on from, and exact where few rooms are asked for.
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { SqliteRoomLog } from '../../../../../server/store/sqlite/sqlite-room-log.ts'
import { Finder } from '../../../../../server/store/sqlite/search/finder.ts'
import { openIndexFile, SEARCH_TABLES } from '../../../../../server/store/sqlite/search/index-file.ts'
import { Indexer } from '../../../../../server/store/sqlite/search/indexer.ts'
import { room, span, talk } from '../../../../contracts/samples.ts'
import { temporaryDatabase } from '../../../../contracts/sqlite-stores.ts'
import { temporaryFolder } from '../../../../support/temporary-folder.ts'

const LOOKED_THROUGH = 30

/** One message in each of `rooms` rooms, the first said first; and a page of the search in the first so many of them. */
async function saidIn(rooms: number) {
  const database = temporaryDatabase()
  const { connection } = database
  const log = new SqliteRoomLog(database, { now: () => 1 })
  const ids = span(1, rooms).map((n) => room(`r${n}`))
  for (const id of ids) await log.append(id, talk('n', { message: '말' }))
  const index = openIndexFile(join(temporaryFolder(), 'search.db'), SEARCH_TABLES)
  onTestFinished(() => void index.close())
  new Indexer(connection, index).step()
  const finder = new Finder(connection, index, LOOKED_THROUGH)
  return (first: number, before: number) => {
    const page = finder.find({ words: ['말'], rooms: ids.slice(0, first), before, limit: 10 })
    return { found: page.places.map(({ roomId }) => roomId), next: page.next }
  }
}

it('[SR4] looks through so many messages for a page and no more, and goes on from there', async () => {
  const page = await saidIn(100)
  expect(page(40, 101)).toEqual({ found: [], next: 71 })
  expect(page(40, 71)).toEqual({ found: [], next: 41 })
  expect(page(40, 41)).toEqual({
    found: span(31, 40)
      .toReversed()
      .map((n) => `r${n}`),
    next: 31,
  })
})

it('[SR4] needs not look through others where few rooms are asked for', async () => {
  const page = await saidIn(100)
  expect(page(2, 101)).toEqual({ found: ['r2', 'r1'], next: null })
})
