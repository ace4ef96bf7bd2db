// The judge knows what no client can have been told, and when a run has not come to its end.
import { describe, expect, it } from 'vitest'
import { ERRORS, type ErrorCode } from '../../../../protocol/errors.ts'
import type { ClientLog, LogEvent } from '../log-line.ts'
import { judge } from './judge.ts'
import { END, asked, audited, enter, gap, granted, kept, logOf, sawAll, sent, talk } from './made-up-logs.ts'

const IN = [asked('ENTER'), granted('ENTER')]

const kindsIn = (log: ClientLog): string[] => [...new Set(judge([log]).faults.map(({ kind }) => kind))]

describe('invented', () => {
  it('is a message that nobody sent', () => {
    const more = [enter('ga'), talk('ga', 'g1')]
    expect(kindsIn(logOf('ga', IN, sawAll(more), audited(more)))).toEqual(['invented'])
  })

  it('is one that was sent in other words', () => {
    const other = { ...sent('g1'), message: 'other words' } as LogEvent
    const entries = [enter('ga'), talk('ga', 'g1')]
    expect(kindsIn(logOf('ga', IN, other, kept('g1'), sawAll(entries), audited(entries)))).toEqual([
      'invented',
    ])
  })

  it('is a receipt for nothing', () => {
    expect(kindsIn(logOf('ga', IN, kept('g1'), sawAll([enter('ga')]), audited([enter('ga')])))).toEqual([
      'invented',
    ])
  })
})

describe('refusal', () => {
  const refusedWith = (code: ErrorCode) => {
    const refused = { event: 'refused', code, destination: null, nonce: null } as const
    return kindsIn(logOf('ga', IN, refused, sawAll([enter('ga')]), audited([enter('ga')])))
  }

  it('is right where the client may come again', () => {
    for (const code of ['UNAVAILABLE', 'SHUTTING_DOWN', 'NOT_A_MEMBER'] as const) {
      expect(ERRORS).toHaveProperty(code)
      expect(refusedWith(code)).toEqual([])
    }
  })

  it('is a fault where nothing calls for it, or nobody foresaw it', () => {
    for (const code of ['INTERNAL', 'NO_SUCH_ROOM', 'TOKEN_REVOKED'] as const)
      expect(refusedWith(code)).toEqual(['refusal'])
  })
})

describe('unfinished', () => {
  it('is a log without an end', () => {
    expect(kindsIn(logOf('ga', IN, sawAll([enter('ga')])))).toEqual(['unfinished'])
  })

  it('is one that says that it gave up', () => {
    const gaveUp = { event: 'gave-up', waitedFor: '2 receipts' } as const
    const log = logOf('ga', IN, sawAll([enter('ga')]), gaveUp, audited([enter('ga')]))
    expect(judge([log]).faults.map(({ says }) => says)).toEqual(['ga still waited for 2 receipts (ga:5).'])
  })

  it('is a GAP after which nothing was read anew', () => {
    expect(kindsIn(logOf('ga', IN, sawAll([enter('ga')]), gap(1, 1), END))).toEqual(['unfinished'])
  })
})
