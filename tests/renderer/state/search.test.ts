import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import type { SearchHit, SearchPage, SearchQuery } from '../../../protocol/rest.ts'
import { RequestFailure } from '../../../renderer/connection/request.ts'
import { Search } from '../../../renderer/state/search.svelte.ts'
import { entry, ROOM } from '../entries.ts'

const hit = (place: number): SearchHit => ({ entry: entry(place), snippet: 'message', marks: [[0, 7]] })

/** A host whose answers the test gives, in the order of the questions. */
function searching() {
  const asked: { query: SearchQuery; give: (page: SearchPage) => void; fail: () => void }[] = []
  const world = { room: ROOM as typeof ROOM | null, due: () => {} }
  const search = new Search({
    find: (query) => {
      const { promise, resolve, reject } = Promise.withResolvers<SearchPage>()
      asked.push({ query, give: resolve, fail: () => reject(new RequestFailure('UNREACHABLE')) })
      return promise
    },
    openRoom: () => world.room,
    later(callback) {
      world.due = callback
      return () => (world.due = () => {})
    },
  })
  const places = () => search.hits.map((one) => one.entry.seq)
  return { search, asked, world, places }
}

describe('looking for something', () => {
  test('waits until the typing pauses, and asks once', async () => {
    const { search, asked, world } = searching()
    for (const text of ['ㅎ', '호', '회', '회으', '회의']) search.type(text)
    expect(asked).toEqual([])
    world.due()
    expect(asked.map(({ query }) => query)).toEqual([{ q: '회의', room: ROOM }])
    expect(search.phase).toBe('searching')
  })

  test('is in the open room, in all where that is wished, and in all where none is open', async () => {
    const { search, asked, world } = searching()
    search.text = 'a'
    void search.start()
    search.lookEverywhere(true)
    search.lookEverywhere(false)
    world.room = null
    void search.start()
    expect(asked.map(({ query }) => query.room)).toEqual([ROOM, undefined, ROOM, undefined])
  })

  test('says that there is nothing to look for, and forgets what is on its way', async () => {
    const { search, asked, places } = searching()
    search.text = 'a'
    const first = search.start()
    search.text = '  '
    await search.start()
    asked[0]?.give({ hits: [hit(1)], cursor: null })
    await first
    expect([search.phase, places()]).toEqual(['empty', []])
  })

  test('asks for as much as the host looks for, and no more', async () => {
    const { search, asked } = searching()
    search.text = '가'.repeat(LIMITS.searchLength)
    void search.start()
    search.text += '가'
    await search.start()
    expect([search.phase, asked.length]).toEqual(['too-long', 1])
  })

  test('shows what was asked for last, whichever answer comes first', async () => {
    const { search, asked, places } = searching()
    search.text = 'a'
    const first = search.start()
    search.text = 'ab'
    const second = search.start()
    asked[1]?.give({ hits: [hit(2)], cursor: null })
    asked[0]?.give({ hits: [hit(1)], cursor: null })
    await Promise.all([first, second])
    expect([search.phase, places()]).toEqual(['found', [2]])
  })
})

describe('further hits', () => {
  test('come after those that are here, until there are no more', async () => {
    const { search, asked, places } = searching()
    search.text = 'a'
    const first = search.start()
    asked[0]?.give({ hits: [hit(9), hit(8)], cursor: 'c1' })
    await first
    const second = search.more()
    void search.more()
    asked[1]?.give({ hits: [hit(3)], cursor: null })
    await second
    await search.more()
    expect([places(), asked.length, asked[1]?.query.cursor]).toEqual([[9, 8, 3], 2, 'c1'])
  })

  test('that cannot be had leave what is here, and are asked for again', async () => {
    const { search, asked, places } = searching()
    search.text = 'a'
    const first = search.start()
    asked[0]?.give({ hits: [hit(9)], cursor: 'c1' })
    await first
    const second = search.more()
    asked[1]?.fail()
    await second
    expect([search.phase, search.fault, places()]).toEqual(['failed', 'UNREACHABLE', [9]])
    void search.more()
    expect(asked[2]?.query.cursor).toBe('c1')
  })
})

test('the field is called for each time that somebody wants to look', () => {
  const { search } = searching()
  search.show()
  search.show()
  expect([search.shown, search.summons]).toEqual([true, 2])
  search.hide()
  expect(search.shown).toBe(false)
})
