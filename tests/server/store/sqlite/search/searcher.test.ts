// Keeping the index up with the logs: after edits and deletions, over restarts, and where it cannot be used any more.
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { wordsOf } from '../../../../../server/store/folded-text.ts'
import { openDatabase } from '../../../../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../../../../server/store/sqlite/sqlite-room-log.ts'
import { Searcher } from '../../../../../server/store/sqlite/search/searcher.ts'
import { beginEpochs } from '../../../../../server/store/sqlite/unsynced-run.ts'
import { deletion, edit } from '../../../../contracts/room-log-amend.contract.ts'
import { room, span, talk } from '../../../../contracts/samples.ts'
import { temporaryFolder } from '../../../../support/temporary-folder.ts'

const THROWN = (why: string) => `The search index is thrown away: ${why}.`
const MADE = (entries: number) => `The search index is being made, of ${entries} entries.`
const COMPLETE = 'The search index is complete.'

/** A host's log, and its search at one's own pace. */
function host() {
  const folder = temporaryFolder()
  const database = openDatabase(folder, { durability: 'process' })
  const log = new SqliteRoomLog(database, { now: () => 1 })
  const clock = { now: 0 }
  const told: string[] = []
  const file = join(folder, 'search.db')
  let searcher: Searcher | null = null
  const close = () => {
    searcher?.close()
    searcher = null
  }
  onTestFinished(() => {
    close()
    database.close()
  })
  const open = () => {
    close()
    told.length = 0
    const options = { chat: database.connection.name, index: file, tell: (news: string) => told.push(news) }
    return (searcher = new Searcher({ ...options, now: () => clock.now }))
  }
  const say = (nonce: string, message: string) => log.append(room('a'), talk(nonce, { message }))
  const found = (query: string, of: Searcher) =>
    of
      .find({ words: wordsOf(query), rooms: [room('a')], before: Infinity, limit: 50 })
      ?.places.map((place) => Number(place.seq))
  return { database, log, say, open, close, found, told, file, clock }
}

/** As many turns as there is something to do. */
function settle(searcher: Searcher): void {
  for (let turns = 0; searcher.turn() === 'more'; turns += 1)
    if (turns > 1_000) throw new Error('It never ends.')
}

/** Gives the message another text, or none, as an edit or a deletion does. */
async function change({ log }: ReturnType<typeof host>, of: number, message: string): Promise<void> {
  const nonce = `${of} ${message}`
  await log.append(room('a'), message === '' ? deletion(nonce, of) : edit(nonce, of, message))
}

/** Whether this text stands in one of the index's files, but for its first bytes, which tokens in order have in common. */
function isInFiles(file: string, text: string): boolean {
  const bytes = Buffer.from(text).subarray(2)
  return ['', '-wal'].some(
    (suffix) => existsSync(file + suffix) && readFileSync(file + suffix).includes(bytes),
  )
}

describe('keeping up', () => {
  it('[SR2] a search takes in what was said before it, a turn what was said before that', async () => {
    const { say, open, found } = host()
    const searcher = open()
    await say('1', '대화')
    expect(found('대화', searcher)).toEqual([1])
    await say('2', '대화')
    settle(searcher)
    expect(found('대화', searcher)).toEqual([2, 1])
  })

  it('[SR2] goes on after a restart where it was, and says nothing', async () => {
    const { say, open, found, told } = host()
    await say('1', '대화')
    settle(open())
    await say('2', '대화')
    const again = open()
    settle(again)
    expect(found('대화', again)).toEqual([2, 1])
    expect(told).toEqual([])
  })

  it('[SR8] is refused while the index is far behind, and not when it has come up', async () => {
    const { database, say, open, found, told } = host()
    await say('1', '대화')
    const filler = `
      INSERT INTO entries (log, seq, type, sender_id, sender, message, sent_at, nonce)
      WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 50002)
      SELECT 1, n, 'TALK', 'u', 'u', 'x', 1, n FROM n`
    database.connection.exec(filler)
    const searcher = open()
    expect(found('대화', searcher)).toBeUndefined()
    searcher.turn()
    expect(found('대화', searcher)).toEqual([1])
    expect(told).toEqual([MADE(50_002), COMPLETE])
  })
})

describe('an edit and a deletion', () => {
  it('[SR2] of a message that is in the index already are found and not found', async () => {
    const it = host()
    const searcher = it.open()
    await it.say('1', '좋은 대화')
    await it.say('2', '좋은 친구')
    settle(searcher)
    await change(it, 1, '좋은 사람')
    expect([it.found('대화', searcher), it.found('사람', searcher)]).toEqual([[], [1]])
    await change(it, 2, '')
    expect([it.found('친구', searcher), it.found('좋은', searcher)]).toEqual([[], [1]])
  })

  it('[SR2] of one that is not yet in it too, several times over', async () => {
    const it = host()
    for (const nonce of ['1', '2']) await it.say(nonce, '하나')
    for (const text of ['둘', '셋', '넷']) await change(it, 1, text)
    for (const text of ['둘', '', '넷']) await change(it, 2, text)
    const searcher = it.open()
    expect(['하나', '둘', '셋', '넷'].map((text) => it.found(text, searcher))).toEqual([[], [], [], [1]])
  })

  it('[SR9] take the text out of the files', async () => {
    const it = host()
    const searcher = it.open()
    for (const n of span(1, 300)) await it.say(`${n}`, `말 ${n} ${n % 3 === 0 ? '뷁쉛' : '다른'}`)
    settle(searcher)
    expect(isInFiles(it.file, '뷁쉛')).toBe(true)
    for (const n of span(1, 100)) await change(it, 3 * n, n % 2 === 0 ? '' : '고친 말')
    settle(searcher)
    expect(isInFiles(it.file, '뷁쉛')).toBe(false)
    expect(it.found('고친', searcher)).toHaveLength(50)
  })

  it('[SR9] one soon after another waits, also over a restart, and is not forgotten', async () => {
    const it = host()
    const searcher = it.open()
    await it.say('1', '뷁쉛')
    await it.say('2', '쀍쒧')
    await change(it, 1, '')
    settle(searcher)
    await change(it, 2, '')
    settle(searcher)
    expect([isInFiles(it.file, '뷁쉛'), isInFiles(it.file, '쀍쒧')]).toEqual([false, true])
    it.clock.now += 60_000
    settle(searcher)
    expect(isInFiles(it.file, '쀍쒧')).toBe(false)
  })
})

describe('what the logs no longer hold', () => {
  it('[SR2] [SR9] is not found, and leaves the files within a minute or two', async () => {
    const it = host()
    const searcher = it.open()
    for (const n of span(1, 5_000)) await it.say(`${n}`, n <= 4_990 ? '뷁쉛' : '다른 말')
    settle(searcher)
    while ((await it.log.trim(room('a'), { entries: 5, since: null }, 1_000)) > 0) continue
    expect([it.found('뷁쉛', searcher), it.found('다른', searcher)]).toEqual([
      [],
      span(4_996, 5_000).toReversed(),
    ])
    it.clock.now += 60_000
    settle(searcher)
    expect(isInFiles(it.file, '뷁쉛')).toBe(false)
    expect(it.found('다른', searcher)).toEqual(span(4_996, 5_000).toReversed())
  })

  it('[SR9] is looked for again only where more has gone', async () => {
    const it = host()
    const searcher = it.open()
    for (const n of span(1, 10)) await it.say(`${n}`, `말 ${n}`)
    await it.log.trim(room('a'), { entries: 5, since: null }, 100)
    settle(searcher)
    it.clock.now += 60_000
    expect(searcher.turn()).toBe('idle')
    await it.log.trim(room('a'), { entries: 4, since: null }, 100)
    expect(searcher.turn()).toBe('idle')
    it.clock.now += 60_000
    expect(searcher.turn()).toBe('more')
  })
})

describe('[SR8] an index that cannot be used is made anew', () => {
  async function twoSaid() {
    const it = host()
    await it.say('1', '대화')
    await it.say('2', '대화')
    settle(it.open())
    it.close()
    return it
  }

  it.each<[string, string, (it: ReturnType<typeof host>) => void]>([
    [
      'is no database',
      'it is damaged',
      ({ file }) => writeFileSync(file, 'This is no database. '.repeat(500)),
    ],
    ['lost its end', 'it is damaged', ({ file }) => truncateSync(file, 4_096 * 3)],
    [
      'is of another version',
      'another version of this program has written it',
      ({ file }) => {
        const connection = new Sqlite(file)
        connection.exec('DROP TABLE said; DROP TABLE state; PRAGMA user_version = 99')
        connection.close()
      },
    ],
    ['is of another life', 'the logs have begun anew', ({ database }) => beginEpochs(database.connection)],
    [
      'knows more than there is',
      'it has more than the logs',
      ({ database }) => database.connection.exec('DELETE FROM entries WHERE seq = 2'),
    ],
  ])('where it %s', async (_what, why, spoil) => {
    const it = await twoSaid()
    spoil(it)
    const searcher = it.open()
    settle(searcher)
    const entries = why === 'it has more than the logs' ? 1 : 2
    expect(it.found('대화', searcher)).toEqual(span(1, entries).toReversed())
    expect(it.told).toEqual([THROWN(why), MADE(entries), COMPLETE])
  })

  it('where it is missing', async () => {
    const it = host()
    await it.say('1', '대화')
    expect(it.found('대화', it.open())).toEqual([1])
    expect(it.told).toEqual([MADE(1), COMPLETE])
  })
})
