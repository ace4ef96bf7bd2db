// The rounds through all logs: that a node has everything before somebody searches, and how gently.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import { CatchingUp, WORTH_WAITING } from '../../../server/store/catching-up.ts'
import { IndexRounds } from '../../../server/store/index-rounds.ts'
import { headOf } from '../../../server/store/log-heads-of.ts'
import { UNNAMED } from '../../../server/store/sqlite/search/index-file.ts'
import { Replica } from '../../../server/store/sqlite/replica/replica.ts'
import { room, span, talk } from '../../contracts/samples.ts'
import { MortalLog } from '../../support/mortal-log.ts'
import { replicaHere } from '../../support/replica-here.ts'

const LOOK = 1_000
const ROUND = 60_000
const FAILURE = 5_000

/** Rounds that rest until they are told to go on. */
function rounds() {
  const log = new MortalLog()
  const inner = new Replica({ file: UNNAMED, hostId: 'host', tell: () => undefined, now: () => 0 })
  onTestFinished(() => inner.close())
  const replica = replicaHere(inner)
  const told: string[] = []
  const failures: unknown[] = []
  const rests: number[] = []
  let goOn = () => {}
  let running: IndexRounds | null = null
  onTestFinished(() => running?.close())
  const rest = (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      rests.push(milliseconds)
      goOn = resolve
      signal.addEventListener('abort', () => reject(new Error('closed')))
    })
  const begin = () => {
    const catchingUp = new CatchingUp({ log, replica })
    const tell = (news: string) => told.push(news)
    const reportFailure = (error: unknown) => failures.push(error)
    return (running = new IndexRounds({ log, replica, catchingUp, tell, reportFailure, rest }))
  }
  /** Goes on from one rest to the next, as often as there are rests to come; answers nothing before they have come. */
  const until = async (...expected: number[]) => {
    for (const [index, milliseconds] of expected.entries()) {
      await vi.waitFor(() => expect(rests).toHaveLength(index + 1), { timeout: 10_000, interval: 2 })
      expect(rests[index]).toBe(milliseconds)
      if (index < expected.length - 1) goOn()
    }
    rests.splice(0)
  }
  /** The rooms of which the index has not all. */
  const lacking = async (ids: readonly string[]) => {
    const heads = await Promise.all(ids.map((id) => headOf(log, room(id))))
    return inner.compare(heads, false).map(({ head }) => head.roomId)
  }
  const say = (id: string, nonce = 'n') => log.append(room(id), talk(nonce, { message: '말' }))
  return { log, begin, until, goOn: () => goOn(), say, lacking, told, failures, inner }
}
const ids = span(100, 349).map((n) => `r${n}`)

describe('IndexRounds', () => {
  it('[SR14] has everything after its first round, without a rest, and rests in those after it where nothing is missing', async () => {
    const { begin, until, goOn, say, lacking, told } = rounds()
    for (const id of ids) await say(id)
    begin()
    await until(ROUND)
    expect(await lacking(ids)).toEqual([])
    await say('r150', 'later')
    goOn()
    // Three looks at a hundred rooms, in the first of which something is missing.
    await until(LOOK, LOOK, ROUND)
    expect(await lacking(ids)).toEqual([])
    expect(told).toEqual([])
  })

  it('[SR9] lets go of rooms that are no more', async () => {
    const { log, begin, until, goOn, say, inner } = rounds()
    for (const id of ids) await say(id)
    begin()
    await until(ROUND)
    const heads = await Promise.all(ids.map((id) => headOf(log, room(id))))
    await log.loseAfter(2)
    goOn()
    await until(LOOK, ROUND)
    // What was there before, and is in the index no longer.
    expect(inner.compare(heads, false).filter(({ standing }) => standing.epoch === null)).toHaveLength(248)
  })

  it('[SR8] tells of a search that is being made where that takes a while, and that it is complete', async () => {
    const { begin, until, say, told } = rounds()
    for (const n of span(0, WORTH_WAITING)) await say('r100', `n${n}`)
    begin()
    await until(ROUND)
    expect(told).toEqual([
      'The search index is being made, and a search may be refused until it is complete.',
      'The search index is complete.',
    ])
  })

  it('[SR8] begins again after an outage, of which others tell, and after a failure, which it reports', async () => {
    const { log, begin, until, goOn, say, lacking, failures } = rounds()
    await say('r100')
    log.way = () => {
      throw new Refusal('UNAVAILABLE')
    }
    begin()
    await until(FAILURE)
    expect(failures).toEqual([])
    log.way = () => {
      throw new TypeError('a mistake')
    }
    goOn()
    await until(FAILURE)
    expect(failures).toMatchObject([{ message: 'a mistake' }])
    log.way = () => {}
    goOn()
    await until(ROUND)
    expect(await lacking(['r100'])).toEqual([])
  })

  it('[SR14] goes past logs that cannot be looked at', async () => {
    const { log, begin, until, say, lacking } = rounds()
    for (const id of ids) await say(id)
    const heads = log.heads.bind(log)
    log.heads = (roomIds) =>
      roomIds.includes(room('r150')) ? Promise.reject(new Refusal('UNAVAILABLE')) : heads(roomIds)
    begin()
    await until(FAILURE, ROUND)
    log.heads = heads
    expect(await lacking(ids)).toEqual(ids.slice(0, 100))
  })

  it('ends in the middle of a rest or of a round', async () => {
    const { log, begin, until, say } = rounds()
    await say('r100')
    const resting = begin()
    await until(ROUND)
    await resting.close()
    let asked = 0
    log.way = () => void (asked += 1)
    const running = begin()
    await running.close()
    const before = asked
    await new Promise(setImmediate)
    expect(asked).toBe(before)
  })
})
