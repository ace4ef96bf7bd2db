// The judge finds each kind of fault in logs that have it, and none in those that have none.
import { describe, expect, it } from 'vitest'
import type { ClientLog, LogEvent } from '../log-line.ts'
import type { FaultKind } from './fault.ts'
import { judge } from './judge.ts'
import {
  END,
  ROOM,
  asked,
  audited,
  caughtUp,
  enter,
  gap,
  granted,
  kept,
  logOf,
  reloaded,
  saw,
  sawAll,
  sent,
  talk,
} from './made-up-logs.ts'

const ALL = [enter('ga'), enter('na'), talk('ga', 'g1'), talk('na', 'n1'), talk('ga', 'g2')]

const IN = [asked('ENTER'), granted('ENTER')]
/** What ga does where nothing goes wrong. */
const GA = [...IN, sent('g1'), kept('g1'), sent('g2'), kept('g2')]
const NA = [...IN, sent('n1'), kept('n1')]

const kindsIn = (...logs: ClientLog[]): FaultKind[] => [
  ...new Set(judge(logs).faults.map(({ kind }) => kind)),
]
const saysOf = (...logs: ClientLog[]): string[] => judge(logs).faults.map(({ says }) => says)

/** Both see the same; `na` alone sees `events` of it. */
function naSees(events: LogEvent[], inLog = ALL): ClientLog[] {
  return [logOf('ga', GA, sawAll(inLog), audited(inLog)), logOf('na', NA, events, audited(inLog))]
}

describe('a run in which nothing is wrong', () => {
  it('is right, and is counted', () => {
    const verdict = judge(naSees(sawAll(ALL)))
    expect(verdict.faults).toEqual([])
    expect(verdict.tally).toMatchObject({ messages: 3, receipts: 3, entries: 5, notices: 2, 'sent again': 0 })
  })

  it('may have lost connections, replays and messages that were sent again', () => {
    const events = [
      ...sawAll(ALL.slice(0, 2)),
      { event: 'lost', why: 'closed with 1006' } as const,
      sent('n1', true),
      ...sawAll(ALL.slice(2), 'replay', 3),
      caughtUp(5),
    ]
    expect(kindsIn(...naSees(events))).toEqual([])
  })

  it('may have kept a message that has no receipt, or not', () => {
    const unsure = (inLog: typeof ALL) => [
      logOf('ga', GA, sent('g3'), sawAll(inLog), audited(inLog)),
      logOf('na', NA, sawAll(inLog), audited(inLog)),
    ]
    expect(kindsIn(...unsure(ALL))).toEqual([])
    expect(kindsIn(...unsure([...ALL, talk('ga', 'g3')]))).toEqual([])
  })

  it('may have a new epoch with the same entries, told by a GAP and read anew', () => {
    const events = [...sawAll(ALL.slice(0, 4)), gap(1, 4), ...reloaded(ALL.slice(0, 4), 'next')]
    const logs = [
      logOf('ga', GA, sawAll(ALL), audited(ALL, 'next')),
      logOf('na', NA, events, saw(5, talk('ga', 'g2'), 'live', 'next'), audited(ALL, 'next')),
    ]
    expect(kindsIn(...logs)).toEqual([])
  })

  it('may have lost in a new epoch what has no receipt', () => {
    const before = [...ALL, talk('ga', 'g3')]
    const events = [...sawAll(before), gap(1, 5), ...reloaded(ALL, 'next')]
    const logs = [
      logOf('ga', GA, sent('g3'), events, audited(ALL, 'next')),
      logOf('na', NA, sawAll(before), gap(1, 5), reloaded(ALL, 'next'), audited(ALL, 'next')),
    ]
    expect(kindsIn(...logs)).toEqual([])
  })

  it('may read more in the history than it was told to, and hear it afterwards', () => {
    const events = [gap(1, 3), ...reloaded(ALL), ...sawAll(ALL.slice(3), 'live', 4)]
    expect(kindsIn(...naSees(events))).toEqual([])
  })
})

describe('lost', () => {
  it('is what has a receipt and is not there', () => {
    const short = ALL.slice(0, 4)
    const logs = [
      logOf('ga', GA, sawAll(short), audited(short)),
      logOf('na', NA, sawAll(short), audited(short)),
    ]
    expect(saysOf(...logs)).toEqual([
      expect.stringMatching(/^ga has a receipt for g2 \(ga:7\), and it is not/),
    ])
  })

  it('is what was seen, had a receipt, and is gone in a new epoch', () => {
    const short = ALL.slice(0, 4)
    const events = [...sawAll(ALL), gap(1, 4), ...reloaded(short, 'next')]
    const logs = [
      logOf('ga', GA, events, audited(short, 'next')),
      logOf('na', NA, events, audited(short, 'next')),
    ]
    expect(kindsIn(...logs)).toEqual(['lost'])
  })

  it('is what was seen and is gone without a GAP, though it had no receipt', () => {
    const before = [...ALL, talk('ga', 'g3')]
    const logs = [
      logOf('ga', GA, sent('g3'), sawAll(ALL), audited(ALL)),
      logOf('na', NA, sawAll(before), { event: 'audit', room: ROOM, to: 6 as never }, audited(ALL).slice(1)),
    ]
    expect(kindsIn(...logs)).toEqual(['lost'])
  })
})

describe('where the store may lose what it has answered', () => {
  const short = ALL.slice(0, 4)

  it('what was receipted may be gone, where a GAP says so', () => {
    const events = [...sawAll(ALL), gap(1, 4), ...reloaded(short, 'next')]
    const logs = [
      logOf('ga', GA, events, audited(short, 'next')),
      logOf('na', NA, events, audited(short, 'next')),
    ]
    expect(judge(logs, true).faults).toEqual([])
  })

  it('nobody may be left with what is gone', () => {
    const logs = [
      logOf('ga', GA, sawAll(short), audited(short)),
      logOf('na', NA, sawAll(ALL), { event: 'audit', room: ROOM, to: 5 as never }, audited(short).slice(1)),
    ]
    expect(judge(logs, true).faults.map(({ kind }) => kind)).toEqual(['lost'])
  })
})

describe('unheard', () => {
  it('is what is in the log and never came by the subscription', () => {
    expect(kindsIn(...naSees(sawAll(ALL.slice(0, 4))))).toEqual(['unheard'])
  })
})

describe('hole', () => {
  it('is a seq that is passed over', () => {
    const events = [...sawAll(ALL.slice(0, 2)), ...sawAll(ALL.slice(3), 'live', 4)]
    expect(kindsIn(...naSees(events))).toEqual(['hole', 'unheard'])
    expect(saysOf(...naSees(events))[0]).toBe('na got 4 where 3 was to come (na:8), in room.')
  })

  it('is one that is passed over between two connections', () => {
    const events = [...sawAll(ALL.slice(0, 2)), ...sawAll(ALL.slice(3), 'replay', 4), caughtUp(5)]
    expect(kindsIn(...naSees(events))).toEqual(['hole', 'unheard'])
  })

  it('is a CAUGHT_UP that says more than what came', () => {
    const events = [...sawAll(ALL.slice(0, 4), 'replay'), caughtUp(5), saw(5, talk('ga', 'g2'))]
    expect(kindsIn(...naSees(events))).toEqual(['hole'])
  })

  it('is one in the history', () => {
    const history = [saw(1, enter('ga'), 'history'), saw(3, talk('ga', 'g1'), 'history')]
    const events = [gap(1, 5), { event: 'reload', room: ROOM } as const, ...history]
    expect(kindsIn(logOf('ga', GA, events, { event: 'reloaded', room: ROOM }, END))).toContain('hole')
  })
})

describe('doubled', () => {
  it('is an entry that comes twice', () => {
    const events = [...sawAll(ALL.slice(0, 3)), saw(3, talk('ga', 'g1')), ...sawAll(ALL.slice(3), 'live', 4)]
    expect(saysOf(...naSees(events))).toEqual(['na got 3 a second time (na:9), in room.'])
  })

  it('is a message that is in the log twice', () => {
    const twice = [...ALL, talk('ga', 'g1')]
    expect(saysOf(...naSees(sawAll(twice), twice))).toEqual([
      'g1 is in room twice, at 3 (ga:17) and 6 (ga:20).',
    ])
  })
})

describe('misordered', () => {
  it('is an entry that comes late', () => {
    const events = [
      saw(1, enter('ga')),
      saw(3, talk('ga', 'g1')),
      saw(2, enter('na')),
      ...sawAll(ALL.slice(3), 'live', 4),
    ]
    expect(kindsIn(...naSees(events))).toContain('misordered')
  })

  it('is a log that is another for somebody else, without a new epoch that told so', () => {
    const other = [ALL[0], ALL[1], ALL[3], ALL[2], ALL[4]].filter((entry) => entry !== undefined)
    const logs = [
      logOf('ga', GA, sawAll(ALL), audited(ALL)),
      logOf('na', NA, sawAll(other, 'live', 1, 'another'), audited(other, 'another')),
    ]
    expect(kindsIn(...logs)).toEqual(['misordered'])
  })

  it('is what changed its place without a GAP', () => {
    const before = [ALL[0], ALL[1], ALL[3], ALL[2], ALL[4]].filter((entry) => entry !== undefined)
    const logs = [
      logOf('ga', GA, sawAll(ALL), audited(ALL)),
      logOf('na', NA, sawAll(before, 'live', 1, 'another'), audited(ALL)),
    ]
    expect(kindsIn(...logs)).toEqual(['misordered'])
  })

  it('is what was sent after a receipt and stands before it', () => {
    const inLog = [enter('ga'), talk('ga', 'g2'), talk('ga', 'g1')]
    const says = saysOf(logOf('ga', GA, sawAll(inLog), audited(inLog)))
    expect(says).toEqual(['ga sent g2 (ga:6) when it knew of 3 in room (ga:5), and it stands at 2.'])
  })

  it('is what was sent after something was seen and stands before it', () => {
    const inLog = [enter('ga'), enter('na'), talk('na', 'n1'), talk('ga', 'g1')]
    const logs = [
      logOf('ga', IN, sent('g1'), kept('g1'), sawAll(inLog), audited(inLog)),
      logOf('na', IN, sawAll(inLog), sent('n1'), kept('n1'), audited(inLog)),
    ]
    expect(kindsIn(...logs)).toEqual(['misordered'])
  })
})

describe('two meanings', () => {
  it('is a seq that stands for another entry in the same epoch', () => {
    const events = [...sawAll(ALL.slice(0, 4)), saw(5, talk('ga', 'g3')), gap(1, 5), ...reloaded(ALL)]
    const logs = [
      logOf('ga', GA, sent('g3'), sawAll(ALL), audited(ALL)),
      logOf('na', NA, events, audited(ALL)),
    ]
    expect(kindsIn(...logs)).toEqual(['two meanings'])
  })
})
