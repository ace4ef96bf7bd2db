// The judge knows how many notices there must be, also where somebody's steps may have come late or never.
import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../log-line.ts'
import { judge } from './judge.ts'
import {
  asked,
  audited,
  enter,
  granted,
  kept,
  leave,
  logOf,
  saw,
  sawAll,
  sent,
  talk,
} from './made-up-logs.ts'

const IN = [asked('ENTER'), granted('ENTER')]
const OUT = [asked('LEAVE'), granted('LEAVE')]

/** The kinds of faults where ga is alone. */
function alone(steps: LogEvent[], ...entries: Parameters<typeof audited>[0]): string[] {
  const { faults } = judge([logOf('ga', steps, sawAll(entries), audited(entries))])
  return [...new Set(faults.map(({ kind }) => kind))]
}

describe('notice', () => {
  it('is right once for each time that somebody comes or goes', () => {
    const [first, last, again] = [enter('ga'), leave('ga'), enter('ga', 2)]
    expect(alone(IN, first)).toEqual([])
    expect(alone([...IN, ...IN], first)).toEqual([])
    expect(alone([...IN, ...OUT, ...OUT], first, last)).toEqual([])
    expect(alone([...IN, ...OUT, ...IN], first, last, again)).toEqual([])
  })

  it('is missing', () => {
    expect(alone(IN)).toEqual(['notice'])
    expect(alone([...IN, ...OUT], enter('ga'))).toEqual(['notice'])
  })

  it('is one too many', () => {
    expect(alone([...IN, ...IN], enter('ga'), enter('ga', 2))).toEqual(['notice'])
    expect(alone(IN, enter('ga'), leave('ga'), enter('ga', 2))).toEqual(['notice'])
  })

  it('may come late, or never, of what was asked for and has no receipt', () => {
    const late = [...IN, asked('ENTER'), ...OUT]
    expect(alone(late, enter('ga'), leave('ga'))).toEqual([])
    expect(alone(late, enter('ga'), leave('ga'), enter('ga', 2))).toEqual([])
    expect(alone([...late, ...IN], enter('ga'), leave('ga'))).toEqual(['notice'])
    expect(alone([...late, ...IN], enter('ga'), leave('ga'), enter('ga', 2), leave('ga', 2))).toEqual([
      'notice',
    ])
  })

  it('is one that the host wrote by itself', () => {
    const away = { ...saw(2, leave('ga')), reason: 'away' as const }
    const log = logOf(
      'ga',
      [...IN, ...OUT],
      saw(1, enter('ga')),
      away,
      audited([enter('ga'), leave('ga')]).with(2, { ...away, way: 'history' }),
    )
    expect(judge([log]).faults.map(({ says }) => says)).toEqual(['ga was put out of room: away (ga:10).'])
  })

  it('is right where somebody stayed away, once each time, or never', () => {
    const away = (seq: number, way: 'live' | 'history') =>
      ({ ...saw(seq, leave('ga'), way), reason: 'away' }) as LogEvent
    const entries = [enter('ga'), leave('ga'), enter('ga', 2)]
    const stays: LogEvent = { event: 'stays-away' }
    const told = [saw(1, enter('ga')), away(2, 'live'), saw(3, enter('ga', 2))]
    const log = (steps: LogEvent[]) => logOf('ga', steps, told, audited(entries).with(2, away(2, 'history')))
    expect(judge([log([...IN, stays, ...IN])]).faults).toEqual([])
    expect(judge([log([...IN, ...IN])]).faults).not.toEqual([])
    expect(alone([...IN, stays, ...IN], enter('ga'))).toEqual([])
  })

  it('is one of a stranger', () => {
    expect(alone(IN, enter('ga'), enter('stranger'))).toEqual(['notice'])
  })

  it('is missing before somebody talks', () => {
    const entries = [talk('ga', 'g1'), enter('ga')]
    expect(alone([...IN, sent('g1'), kept('g1')], ...entries)).toEqual(['notice'])
  })
})
