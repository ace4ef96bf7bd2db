// The search on one of many nodes: how many may wait, that what it looks up is up to date, and its end.
import { describe, expect, it, onTestFinished } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import type { IndexReplica } from '../../../server/store/index-replica.ts'
import { ReplicatedSearch } from '../../../server/store/replicated-search.ts'
import { UNNAMED } from '../../../server/store/sqlite/search/index-file.ts'
import { Replica } from '../../../server/store/sqlite/replica/replica.ts'
import { room, span, talk } from '../../contracts/samples.ts'
import { MortalLog } from '../../support/mortal-log.ts'
import { replicaHere } from '../../support/replica-here.ts'

const REQUEST = { words: ['대화'], rooms: [room('a')], cursor: null, limit: 9 }
const FOUND = { places: [{ roomId: 'a', seq: 1 }], next: null }

/** One message, and a search over an index that may be another than it seems. */
async function searching(wrap: (replica: IndexReplica) => IndexReplica = (replica) => replica) {
  const log = new MortalLog()
  await log.append(room('a'), talk('1', { message: '그대화가' }))
  const replica = new Replica({ file: UNNAMED, hostId: 'host', tell: () => undefined, now: () => 0 })
  const reportFailure = (error: unknown) => expect.fail(String(error))
  const parts = { log, replica: wrap(replicaHere(replica)), tell: () => undefined, reportFailure }
  const search = new ReplicatedSearch(parts)
  onTestFinished(() => search.close())
  return { log, search }
}

describe('ReplicatedSearch', () => {
  it('[SR7] takes as many searches as may wait, refuses one more with the time to come again, and then takes more', async () => {
    const { search } = await searching()
    const waiting = Array.from({ length: LIMITS.searchesInHand }, () => search.find(REQUEST))
    await expect(search.find(REQUEST)).rejects.toMatchObject({ code: 'TOO_FAST', retryAfter: 1_000 })
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => FOUND))
    expect(await search.find(REQUEST)).toEqual(FOUND)
  })

  it('[SR11] brings the index up to date again where it has been begun anew before it was looked into', async () => {
    let misses = 2
    const { search } = await searching((replica) => ({
      ...replica,
      find: (request, heads) => {
        misses -= 1
        return misses < 0 ? replica.find(request, heads) : Promise.resolve(null)
      },
    }))
    expect(await search.find(REQUEST)).toEqual(FOUND)
  })

  it('[SR11] refuses before long where that never ends', async () => {
    const { search } = await searching((replica) => ({ ...replica, find: () => Promise.resolve(null) }))
    await expect(search.find(REQUEST)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfter: 1_000 })
  })

  it('refuses what waits when it is closed, and asks nothing of the log afterwards', async () => {
    const { log, search } = await searching()
    log.way = () => new Promise(setImmediate)
    // More rooms than are asked about at once.
    const waiting = search.find({ ...REQUEST, rooms: span(1, 600).map((n) => room(`r${n}`)) })
    await Promise.all([search.close(), expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' })])
    let asked = 0
    log.way = () => void (asked += 1)
    for (const _ of span(1, 20)) await new Promise(setImmediate)
    expect(asked).toBe(0)
  })
})
