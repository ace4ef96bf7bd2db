// What is not kept for ever, by a clock that stands still until it is moved.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { Retention } from '../../../server/chat/retention.ts'
import type { Duties } from '../../../server/store/duties.ts'
import { MemoryDuties } from '../../../server/store/memory/memory-duties.ts'
import { MemoryRoomLog } from '../../../server/store/memory/memory-room-log.ts'
import { room, seq, span, talk } from '../../contracts/samples.ts'
import { AlarmClock } from '../../support/alarm-clock.ts'
import { outage } from '../../support/held-log.ts'

const DAY = 86_400_000

function host(bounds: { age?: number; entries?: number }, duties: Duties = new MemoryDuties()) {
  const alarms = new AlarmClock()
  const now = () => alarms.now
  const log = new MemoryRoomLog({ now })
  const failures: unknown[] = []
  const { age = null, entries = null } = bounds
  const reportFailure = (error: unknown): void => void failures.push(error)
  const retention = new Retention({ log, duties, age, entries, later: alarms.later, now, reportFailure })
  const say = async (id: string, count: number) => {
    const { last } = await log.head(room(id))
    for (const nth of span(1, count)) await log.append(room(id), talk(`n${last + nth}`))
  }
  const heads = async (...ids: string[]) =>
    Promise.all(ids.map(async (id) => [(await log.head(room(id))).first, (await log.head(room(id))).last]))
  /** Until the alarm of the next sweep is set, that of the one that has begun is over. */
  const over = async () => {
    while (alarms.set === 0) await nextTurn()
  }
  const begin = async () => {
    retention.start()
    await over()
  }
  /** So much time, with the sweep that falls into it. */
  const pass = async (milliseconds: number) => {
    alarms.advance(milliseconds)
    await over()
  }
  return { log, retention, failures, say, heads, begin, pass, alarms }
}

describe('retention', () => {
  it('[LO7] removes what is older than the host keeps it, but never a room’s newest', async () => {
    const { alarms, say, heads, begin, pass } = host({ age: DAY })
    await say('a', 3)
    await say('b', 1_000)
    alarms.advance(DAY)
    await say('a', 2)
    await begin()
    expect(await heads('a', 'b')).toEqual([
      [1, 5],
      [1, 1_000],
    ])
    await pass(3_600_000)
    expect(await heads('a', 'b')).toEqual([
      [4, 5],
      [1_000, 1_000],
    ])
  })

  it('[LO7] removes what is more than a room keeps', async () => {
    const { say, heads, begin } = host({ entries: 200 })
    await say('a', 200)
    await say('b', 201)
    await say('c', 1_000)
    await begin()
    expect(await heads('a', 'b', 'c')).toEqual([
      [1, 200],
      [2, 201],
      [801, 1_000],
    ])
  })

  it('[LO7] looks at every room, and comes again', async () => {
    const { log, say, heads, begin, pass } = host({ entries: 1 })
    for (const nth of span(1, 250)) await say(`r${nth}`, 2)
    await begin()
    const firsts = span(1, 250).map(async (nth) => (await log.head(room(`r${nth}`))).first)
    expect(new Set(await Promise.all(firsts))).toEqual(new Set([2]))
    await say('r1', 1)
    await pass(3_600_000)
    expect(await heads('r1')).toEqual([[3, 3]])
  })

  it('[ND7] is left to the node whose turn it is', async () => {
    let isOurs = false
    const has = vi.fn(async () => isOurs)
    const { say, heads, begin, pass } = host({ entries: 1 }, { has, close: async () => {} })
    await say('a', 2)
    await begin()
    expect(await heads('a')).toEqual([[1, 2]])
    expect(has).toHaveBeenCalledWith('retention')
    isOurs = true
    await pass(3_600_000)
    expect(await heads('a')).toEqual([[2, 2]])
  })

  it('reports an outage and tries again later', async () => {
    const { log, failures, say, heads, begin, pass } = host({ entries: 1 })
    await say('a', 2)
    const broken = vi.spyOn(log, 'rooms').mockRejectedValue(outage())
    await begin()
    expect(failures).toMatchObject([{ code: 'UNAVAILABLE' }])
    broken.mockRestore()
    await pass(3_600_000)
    expect(await heads('a')).toEqual([[2, 2]])
  })

  it('removes nothing more when it is closed', async () => {
    const { alarms, log, retention, say } = host({ entries: 1 })
    await say('a', 1_000)
    retention.start()
    await retention.close()
    expect((await log.read(room('a'), { after: seq(0), limit: 1_000 })).length).toBeGreaterThan(500)
    expect(alarms.set).toBe(0)
  })
})
