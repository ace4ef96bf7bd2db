// The searching thread as the host has it: how many may wait for it, and what becomes of searches when it ends.
import { copyFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { LIMITS } from '../../../../../protocol/limits.ts'
import { SqliteRoomLog } from '../../../../../server/store/sqlite/sqlite-room-log.ts'
import { SqliteSearchIndex } from '../../../../../server/store/sqlite/search/sqlite-search-index.ts'
import { room, talk } from '../../../../contracts/samples.ts'
import { temporaryDatabase } from '../../../../contracts/sqlite-stores.ts'

async function talkedIn() {
  const database = temporaryDatabase()
  const log = new SqliteRoomLog(database, { now: () => 1 })
  await log.append(room('a'), talk('n', { message: '그대화가' }))
  const told: string[] = []
  const failures: unknown[] = []
  const { name } = database.connection
  const open = (chat = name) => {
    const search = new SqliteSearchIndex(chat, {
      tell: (news) => told.push(news),
      reportFailure: (error) => failures.push(error),
    })
    onTestFinished(() => search.close())
    return {
      search,
      find: () => search.find({ words: ['대화'], rooms: [room('a')], cursor: null, limit: 1 }),
    }
  }
  return { name, open, told, failures }
}

const FOUND = { places: [{ roomId: 'a', seq: 1 }], next: null }

describe('SqliteSearchIndex', () => {
  it('[SR7] takes as many searches as may wait, refuses one more with the time to come again, and then takes more', async () => {
    const { open } = await talkedIn()
    const { find } = open()
    const waiting = Array.from({ length: LIMITS.searchesInHand }, find)
    await expect(find()).rejects.toMatchObject({ code: 'TOO_FAST', retryAfter: 1_000 })
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => FOUND))
    expect(await find()).toEqual(FOUND)
  })

  it('[SR8] tells what it does with an index that it cannot use', async () => {
    const { name, open, told } = await talkedIn()
    writeFileSync(join(dirname(name), 'search.db'), 'This is no database. '.repeat(100))
    expect(await open().find()).toEqual(FOUND)
    expect(told).toEqual([
      'The search index is thrown away: it is damaged.',
      'The search index is being made, of 1 entries.',
      'The search index is complete.',
    ])
  })

  it('[SR8] refuses while its thread cannot run, says why, and tries again with the next search', async () => {
    const { name, open, failures } = await talkedIn()
    const broken = open(join(dirname(name), 'nowhere.db'))
    await expect(broken.find()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(failures).toHaveLength(1)
    await expect(broken.find()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(failures).toHaveLength(2)
    for (const suffix of ['', '-wal']) copyFileSync(name + suffix, join(dirname(name), `nowhere.db${suffix}`))
    expect(await broken.find()).toEqual(FOUND)
  })

  it('refuses what still waits when it is closed, and may be closed twice', async () => {
    const { open } = await talkedIn()
    const { search, find } = open()
    const waiting = Promise.allSettled([find(), find()])
    await search.close()
    await search.close()
    for (const outcome of await waiting)
      expect(outcome).toMatchObject(
        outcome.status === 'fulfilled' ? { value: FOUND } : { reason: { code: 'UNAVAILABLE' } },
      )
  })
})
