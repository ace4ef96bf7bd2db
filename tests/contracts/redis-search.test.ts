// The search of nodes whose logs are in a Redis or a Redis Cluster: its contract, and what becomes of it when Redis dies.
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RoomLog } from '../../server/store/room-log.ts'
import type { SearchIndex } from '../../server/store/search-index.ts'
import { openReplicatedSearch } from '../../server/store/sqlite/replica/open-replicated-search.ts'
import { freshPrefix, openLink, withRedis } from '../support/redis/redis-kinds.ts'
import { redisProgram } from '../support/redis/redis-program.ts'
import { IN_MEMORY, ON_DISK, startRedis } from '../support/redis/redis-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { allPages } from './all-pages.ts'
import { linkedLog } from './redis-logs.ts'
import { deletion } from './room-log-amend.contract.ts'
import { room, span, talk } from './samples.ts'
import { searchIndexContract } from './search-index.contract.ts'

const PATIENCE = 60_000
const AT = room('a')

/** Closed with the running test, before the log that was opened before it. */
function searchIn(log: RoomLog): SearchIndex {
  const reportFailure = (error: unknown) => expect.fail(String(error))
  const options = { log, hostId: 'host', tell: () => undefined, reportFailure }
  const search = openReplicatedSearch(temporaryFolder(), options)
  onTestFinished(() => search.close())
  return search
}

function clock(): () => number {
  let time = 1_700_000_000_000
  return () => (time += 1)
}

withRedis((kind, open) => {
  searchIndexContract(`SQLite beside ${kind}`, async () => {
    const { log } = await linkedLog(open, freshPrefix(), clock())
    return { log, search: searchIn(log) }
  })

  it(
    `[SR12] on ${kind} a page of one node goes on where another's ended`,
    { timeout: PATIENCE },
    async () => {
      const prefix = freshPrefix()
      // Both by one clock that stands still: all is said at one time.
      const nodes = await Promise.all([1, 2].map(() => linkedLog(open, prefix, () => 1_700_000_000_000)))
      const searches = nodes.map(({ log }) => searchIn(log))
      const rooms = ['a', 'b', 'c'].map(room)
      for (const n of span(1, 30)) await nodes[n % 2]?.log.append(room('abc'.charAt(n % 3)), talk(`n${n}`))
      const places = await allPages(searches, { word: '말', rooms, limit: 4 })
      const found = places.map(({ roomId, seq }) => `${roomId}${seq}`)
      const seqs = span(1, 10).toReversed()
      expect(found).toEqual(['c', 'b', 'a'].flatMap((id) => seqs.map((seq) => `${id}${seq}`)))
    },
  )
})

describe.skipIf(redisProgram() === null)('a search whose Redis is killed', { timeout: PATIENCE }, () => {
  async function found(search: SearchIndex): Promise<number[]> {
    const page = await search.find({ words: ['대화'], rooms: [AT], cursor: null, limit: 99 })
    return page.places.map(({ seq }) => seq)
  }

  /** A node that has found what was said. */
  async function searching(options: readonly string[]) {
    const server = await startRedis(options)
    const { log } = await linkedLog((prefix) => openLink(server.url, prefix), freshPrefix(), clock())
    const search = searchIn(log)
    for (const n of span(1, 20)) await log.append(AT, talk(`n${n}`, { message: `대화 ${n}` }))
    await log.append(AT, deletion('d', 20))
    expect(await found(search)).toEqual(span(1, 19).toReversed())
    return { server, log, search }
  }

  it('[SR10] is refused until Redis is back, and has all of it then', async () => {
    const { server, log, search } = await searching([...ON_DISK, '--appendfsync', 'always'])
    await server.kill()
    await expect(found(search)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await server.start()
    await expect.poll(() => found(search).catch(() => []), { timeout: PATIENCE }).toHaveLength(19)
    await log.append(AT, talk('later', { message: '대화' }))
    expect(await found(search)).toEqual([22, ...span(1, 19).toReversed()])
  })

  it('[SR11] finds nothing that is lost', async () => {
    const { server, log, search } = await searching(IN_MEMORY)
    await server.kill()
    await server.start()
    await expect.poll(() => found(search).catch(() => [-1]), { timeout: PATIENCE }).toEqual([])
    await log.append(AT, talk('another', { message: '다른 대화' }))
    for (const n of span(2, 25)) await log.append(AT, talk(`another ${n}`, { message: '다른 말' }))
    expect(await found(search)).toEqual([1])
  })
})
