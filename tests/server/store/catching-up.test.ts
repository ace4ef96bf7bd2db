// Bringing an index up to date: how much is asked for at once, who waits for it, and what becomes of it when it cannot be done.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import { CatchingUp, WORTH_WAITING } from '../../../server/store/catching-up.ts'
import type { IndexReplica } from '../../../server/store/index-replica.ts'
import { UNNAMED } from '../../../server/store/sqlite/search/index-file.ts'
import { Replica } from '../../../server/store/sqlite/replica/replica.ts'
import { room, seq, span, talk } from '../../contracts/samples.ts'
import { MortalLog } from '../../support/mortal-log.ts'
import { replicaHere } from '../../support/replica-here.ts'

const BEHIND = { code: 'UNAVAILABLE', retryAfter: 5_000 }

/** An index over a log of which every question takes a turn of the event loop there and one back. */
function catchingUp(wrap: (replica: IndexReplica) => IndexReplica = (replica) => replica) {
  const log = new MortalLog()
  const replica = new Replica({ file: UNNAMED, hostId: 'host', tell: () => undefined, now: () => 0 })
  onTestFinished(() => replica.close())
  const counts = { reads: 0, underWay: 0, mostUnderWay: 0 }
  log.way = async () => {
    counts.underWay += 1
    counts.mostUnderWay = Math.max(counts.mostUnderWay, counts.underWay)
    await new Promise(setImmediate)
    counts.underWay -= 1
  }
  const read = log.read.bind(log)
  log.read = (...asked) => {
    counts.reads += 1
    return read(...asked)
  }
  const it = new CatchingUp({ log, replica: wrap(replicaHere(replica)) })
  const say = async (roomId: RoomId, first: number, last: number, by = 'haneul') => {
    for (const n of span(first, last)) await log.append(roomId, talk(`n${n}`, { by, message: '말' }))
  }
  const lagging = async (rooms: RoomId[]) => (await it.compare(rooms)).lags.map(({ head }) => head.roomId)
  return { it, log, replica, counts, say, lagging }
}
const rooms = (count: number) => span(1, count).map((n) => room(`r${n}`))

describe('[SR14] what a search costs', () => {
  it('in 500 rooms in which nothing was said since, is a few ways to the store and back, and no read', async () => {
    const { it, log, counts, say } = catchingUp()
    for (const id of rooms(500)) await say(id, 1, 1)
    await it.upTo(rooms(500))
    Object.assign(counts, { reads: 0, mostUnderWay: 0 })
    const head = vi.spyOn(log, 'head')
    let turns = 0
    let isUnderWay = true
    const turn = () => {
      turns += 1
      if (isUnderWay) setImmediate(turn)
    }
    turn()
    expect(await it.upTo(rooms(500))).toHaveLength(500)
    isUnderWay = false
    expect(counts.reads).toBe(0)
    // One question for all heads, there and back.
    expect(head.mock.calls).toEqual([])
    expect(counts.mostUnderWay).toBe(1)
    expect(turns).toBeLessThan(20)
  })

  it('is never more than 128 reads at once, of however many rooms', async () => {
    const { it, counts, say } = catchingUp()
    for (const id of rooms(400)) await say(id, 1, 20)
    await it.upTo(rooms(400))
    expect(counts.mostUnderWay).toBeLessThanOrEqual(128)
    expect(counts.reads).toBe(400)
  })

  it('is shared with all who search at that time', async () => {
    const { it, counts, say } = catchingUp()
    await say(room('a'), 1, 1_000)
    await Promise.all(span(1, 20).map(() => it.upTo([room('a')])))
    // Pages of 256, of which each but the first begins with the last entry of the one before.
    expect(counts.reads).toBe(4)
  })
})

describe('[SR10] where more is missing than a search waits for', () => {
  it('it is refused with the time to ask again, and the index goes on', async () => {
    const { it, say } = catchingUp()
    await say(room('a'), 1, WORTH_WAITING + 1)
    await expect(it.upTo([room('a')])).rejects.toMatchObject(BEHIND)
    const { lags } = await it.compare([room('a')])
    await it.later(lags)
    expect(await it.upTo([room('a')])).toMatchObject([{ last: WORTH_WAITING + 1 }])
  })

  it('it is the sum of all rooms that counts', async () => {
    const { it, say } = catchingUp()
    await say(room('a'), 1, WORTH_WAITING / 2)
    await say(room('b'), 1, WORTH_WAITING / 2 + 1)
    await expect(it.upTo([room('a'), room('b')])).rejects.toMatchObject(BEHIND)
  })

  it('whoever waits is refused when a log turns out to be another one, and the index goes on', async () => {
    const { it, log, say, lagging } = catchingUp()
    await say(room('a'), 1, WORTH_WAITING + 100)
    await it.later((await it.compare([room('a')])).lags)
    expect(await lagging([room('a')])).toEqual([])
    // As many as before, but others.
    await log.loseAfter(1)
    await say(room('a'), 2, WORTH_WAITING + 100, 'nari')
    await expect(it.upTo([room('a')])).rejects.toMatchObject(BEHIND)
    await it.later((await it.compare([room('a')])).lags)
    expect(await it.upTo([room('a')])).toMatchObject([{ last: WORTH_WAITING + 100 }])
  })

  it('others who search where little is missing do not wait for that', async () => {
    const { it, say, lagging } = catchingUp()
    await say(room('a'), 1, WORTH_WAITING + 1)
    await say(room('b'), 1, 1)
    await expect(it.upTo([room('a')])).rejects.toMatchObject(BEHIND)
    expect(await it.upTo([room('b')])).toMatchObject([{ last: 1 }])
    expect(await lagging([room('a'), room('b')])).toEqual(['a'])
  })
})

describe('where the log', () => {
  it('[SR10] cannot be reached, a search is refused, and the next one is not', async () => {
    const { it, log, say } = catchingUp()
    await say(room('a'), 1, 3)
    const { way } = log
    for (const fails of ['head', 'read']) {
      log.way = (asked) => {
        if (asked === fails) throw new Refusal('UNAVAILABLE')
      }
      await expect(it.upTo([room('a')])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    }
    log.way = way
    expect(await it.upTo([room('a')])).toMatchObject([{ last: 3 }])
  })

  it('[SR10] cannot be read, it is nobody else who is refused', async () => {
    const { it, log, say } = catchingUp()
    for (const id of ['a', 'b']) await say(room(id), 1, 3)
    const read = log.read.bind(log)
    log.read = (roomId, page) =>
      roomId === 'a' ? Promise.reject(new Refusal('UNAVAILABLE')) : read(roomId, page)
    const [a, b] = await Promise.allSettled([it.upTo([room('a')]), it.upTo([room('b')])])
    expect([a, b]).toMatchObject([{ reason: { code: 'UNAVAILABLE' } }, { value: [{ last: 3 }] }])
  })

  it('[SR10] does not give what its head tells of, a search is refused before long', async () => {
    const { it, log, say, counts } = catchingUp()
    await say(room('a'), 1, 3)
    const [head, heads] = [log.head.bind(log), log.heads.bind(log)]
    log.head = async (roomId) => ({ ...(await head(roomId)), last: seq(5) })
    log.heads = (roomIds) => Promise.all(roomIds.map((roomId) => log.head(roomId)))
    await expect(it.upTo([room('a')])).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfter: 1_000 })
    expect(counts.reads).toBeLessThan(6)
    Object.assign(log, { head, heads })
    expect(await it.upTo([room('a')])).toMatchObject([{ last: 3 }])
  })

  it('[SR11] loses what is about to be read, the search goes by what it has then', async () => {
    const { it, log, say } = catchingUp()
    await say(room('a'), 1, 5)
    await it.upTo([room('a')])
    await say(room('a'), 6, 9)
    const { way } = log
    let reads = 0
    log.way = async (asked) => {
      await way(asked)
      if (asked === 'read' && (reads += 1) === 1) await log.loseAfter(4)
    }
    expect(await it.upTo([room('a')])).toMatchObject([{ epoch: 'life-2', last: 4 }])
  })
})

describe('compare', () => {
  it('[SR11] calls quiet only what nothing was read beside', async () => {
    const quiet: boolean[] = []
    const { it, say } = catchingUp((replica) => ({
      ...replica,
      compare: (heads, isQuiet) => (quiet.push(isQuiet), replica.compare(heads, isQuiet)),
    }))
    await say(room('a'), 1, 1)
    await it.upTo([room('a')])
    expect(quiet.splice(0)).toEqual([true])
    await say(room('b'), 1, 2_000)
    const reading = it.upTo([room('b')])
    const begunBefore = it.compare([room('a')])
    for (const _ of span(1, 3)) await new Promise(setImmediate)
    const begunDuring = it.compare([room('a')])
    await Promise.all([reading, begunBefore, begunDuring])
    expect(quiet.splice(0)).toEqual([true, false, false])
    await it.compare([room('a')])
    expect(quiet).toEqual([true])
  })
})

it('close refuses what waits, and ends', async () => {
  const { it, say } = catchingUp()
  await say(room('a'), 1, WORTH_WAITING)
  const waiting = it.upTo([room('a')])
  for (const _ of span(1, 3)) await new Promise(setImmediate)
  await Promise.all([it.close(), expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' })])
  await expect(it.upTo([room('a')])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
})
