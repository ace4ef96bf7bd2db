import { describe, expect, test } from 'vitest'
import { ReadReports } from '../../../renderer/state/read-reports.ts'
import { AlarmClock } from '../../support/alarm-clock.ts'
import { seq } from '../entries.ts'

function harness() {
  const world = { sent: [] as number[], away: false }
  const alarms = new AlarmClock()
  const reports = new ReadReports({
    later: alarms.later,
    send: (to) => !world.away && world.sent.push(to) > 0,
  })
  const read = (to: number): void => reports.read(seq(to))
  return { world, alarms, reports, read }
}

describe('ReadReports', () => {
  test('tells at once, then the latest once a second, and nothing when nothing moves', () => {
    const { world, alarms, read } = harness()
    for (const to of [1, 2, 3]) read(to)
    expect(world.sent).toEqual([1])
    alarms.advance(1_000)
    expect(world.sent).toEqual([1, 3])
    alarms.advance(5_000)
    read(3)
    expect([world.sent, alarms.set]).toEqual([[1, 3], 0])
    read(4)
    expect(world.sent).toEqual([1, 3, 4])
  })

  test('tells what waits when the room is closed, and leaves no clock running', () => {
    const { world, alarms, reports, read } = harness()
    for (const to of [1, 2]) read(to)
    reports.flush()
    reports.flush()
    expect([world.sent, alarms.set]).toEqual([[1, 2], 0])
  })

  test('tells again on a new connection', () => {
    const { world, alarms, reports, read } = harness()
    world.away = true
    for (const to of [1, 2]) read(to)
    alarms.advance(1_000)
    world.away = false
    reports.again()
    reports.again()
    expect(world.sent).toEqual([2, 2])
  })

  test('tells nothing of a room in which nothing was read', () => {
    const { world, reports } = harness()
    reports.again()
    expect(world.sent).toEqual([])
  })

  test('tells again what was refused with a code that passes, when the host says, with what was read since', () => {
    const { world, alarms, reports, read } = harness()
    read(1)
    reports.refused('TOO_FAST', 5_000)
    read(2)
    alarms.advance(4_999)
    expect(world.sent).toEqual([1])
    alarms.advance(1)
    expect(world.sent).toEqual([1, 2])
    alarms.advance(5_000)
    expect([world.sent, alarms.set]).toEqual([[1, 2], 0])
  })

  test('tells it ever more seldom where the host says nothing, until there is a new connection', () => {
    const { world, alarms, reports, read } = harness()
    read(1)
    const refuse = (times: number) => {
      for (let nth = 0; nth < times; nth += 1) {
        reports.refused('UNAVAILABLE')
        alarms.advance(15_000)
      }
    }
    refuse(8)
    expect(world.sent).toHaveLength(9)
    reports.refused('UNAVAILABLE')
    alarms.advance(7_000)
    expect(world.sent).toHaveLength(9)
    reports.again()
    reports.refused('UNAVAILABLE')
    alarms.advance(500)
    expect(world.sent).toHaveLength(11)
  })

  test('tells it no more where the code does not pass, or the room is closed', () => {
    const { world, alarms, reports, read } = harness()
    read(1)
    reports.refused('NOT_A_MEMBER')
    alarms.advance(60_000)
    expect(world.sent).toEqual([1])
    reports.refused('UNAVAILABLE')
    reports.close()
    reports.refused('UNAVAILABLE')
    alarms.advance(60_000)
    expect([world.sent, alarms.set]).toEqual([[1, 1], 0])
  })
})
