import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import type { Seq } from '../../../protocol/ids.ts'
import type { OutboxItem } from '../../../renderer/connection/outbox-storage.ts'
import { toRows, type Row, type TalkRow } from '../../../renderer/state/timeline.ts'
import { entry, NOON, nonce, ROOM, userId } from '../entries.ts'

const ME = { userId: userId('me'), name: 'Me' }
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const rows = (entries: Entry[], pending: OutboxItem[] = []) => toRows({ entries, more: false }, pending, ME)
const kinds = (all: Row[]) => all.map((row) => row.kind)
const talks = (all: Row[]) => all.filter((row): row is TalkRow => row.kind === 'talk')
const mine = (place: number, given: Partial<Entry> = {}) =>
  entry(place, { sender: 'Me', senderId: ME.userId, ...given })

function pending(name: string, given: Partial<OutboxItem> = {}): OutboxItem {
  const times = { writtenAt: NOON, order: 1 }
  return {
    nonce: nonce(name),
    roomId: ROOM,
    message: name,
    ...times,
    delivery: { state: 'waiting' },
    ...given,
  }
}

describe('days', () => {
  test('stand before the first entry of each', () => {
    const all = rows([entry(1), entry(2), entry(3, { sentAt: NOON + DAY })])
    expect(kinds(all)).toEqual(['day', 'talk', 'talk', 'day', 'talk'])
  })

  test('keep their key when older entries are put before them', () => {
    const later = [entry(3, { sentAt: NOON + DAY }), entry(4, { sentAt: NOON + DAY })]
    const keys = rows(later).map((row) => row.key)
    expect(rows([entry(1), entry(2), ...later]).map((row) => row.key)).toEqual(expect.arrayContaining(keys))
  })

  test('have keys of their own when the host’s clock was set back', () => {
    const all = rows([entry(1), entry(2, { sentAt: NOON + DAY }), entry(3)])
    expect(kinds(all)).toEqual(['day', 'talk', 'day', 'talk', 'day', 'talk'])
    expect(new Set(all.map((row) => row.key)).size).toBe(all.length)
  })
})

describe('runs of one person', () => {
  test('open once, until somebody else talks', () => {
    const all = rows([entry(1), entry(2), entry(3, { sender: 'Tom' }), entry(4)])
    expect(talks(all).map(({ opens }) => opens)).toEqual([true, false, true, true])
  })

  test('open anew after a pause, and after a notice', () => {
    const pause = [entry(1), entry(2, { sentAt: NOON + 30 * MINUTE })]
    expect(talks(rows(pause)).map(({ opens }) => opens)).toEqual([true, true])
    const notice = [entry(1), entry(2, { type: 'ENTER', sender: 'Tom' }), entry(3)]
    expect(talks(rows(notice)).map(({ opens }) => opens)).toEqual([true, true])
  })

  test('show the time once a minute', () => {
    const all = rows([entry(1), entry(2), entry(3, { sentAt: NOON + MINUTE }), entry(4, { sender: 'Tom' })])
    expect(talks(all).map(({ closes }) => closes)).toEqual([false, true, true, true])
  })
})

describe('notices', () => {
  test('fold into one row with the ends of their run', () => {
    const all = rows([
      entry(1, { type: 'ENTER', sender: 'Mina' }),
      entry(2, { type: 'ENTER', sender: 'Tom' }),
      entry(3),
      entry(4, { type: 'LEAVE', sender: 'Tom' }),
    ])
    expect(kinds(all)).toEqual(['day', 'notice', 'talk', 'notice'])
    expect(all[1]).toMatchObject({ first: 1, last: 2, lines: [{ what: 'entered', names: ['Mina', 'Tom'] }] })
  })

  test('of two days stay apart', () => {
    const type = 'ENTER' as const
    const all = rows([entry(1, { type }), entry(2, { type, sentAt: NOON + DAY })])
    expect(kinds(all)).toEqual(['day', 'notice', 'day', 'notice'])
  })
})

describe('own messages', () => {
  test('that wait stand below the log', () => {
    const all = rows([entry(1)], [pending('a'), pending('b')])
    expect(talks(all).map(({ message, seq, own }) => [message, seq, own])).toEqual([
      ['message 1', 1, false],
      ['a', null, true],
      ['b', null, true],
    ])
  })

  test('keep their row when the log brings them, and are never there twice', () => {
    const before = talks(rows([], [pending('a')]))
    const both = talks(rows([mine(1, { nonce: 'a', message: 'a' })], [pending('a')]))
    expect(both).toHaveLength(1)
    expect(both[0]?.key).toBe(before[0]?.key)
    expect(both[0]).toMatchObject({ seq: 1, delivery: { state: 'kept' } })
  })

  test('are not taken for others’ that have the same nonce', () => {
    expect(talks(rows([entry(1, { nonce: 'a' })], [pending('a')]))).toHaveLength(2)
  })

  test('start no earlier day where this computer’s clock is behind', () => {
    const all = rows([entry(1)], [pending('a', { writtenAt: NOON - DAY })])
    expect(kinds(all)).toEqual(['day', 'talk', 'talk'])
  })

  test('start no later day where this computer’s clock is ahead, nor any in an empty room', () => {
    const ahead = pending('a', { writtenAt: NOON + DAY })
    expect(kinds(rows([entry(1)], [ahead]))).toEqual(['day', 'talk', 'talk'])
    expect(kinds(rows([], [ahead]))).toEqual(['talk'])
  })
})

test('there is nothing in an empty room', () => {
  expect(rows([])).toEqual([])
})

describe('where there are older entries', () => {
  const notice = (place: number, sentAt = NOON) => entry(place, { type: 'ENTER', message: '', sentAt })
  const tomorrow = NOON + DAY
  const today = [notice(1), notice(2), entry(3), entry(4), mine(5)]
  const next = [entry(6, { sentAt: tomorrow }), notice(7, tomorrow), notice(8, tomorrow)]
  const rest = [entry(9, { sentAt: tomorrow }), entry(10, { sentAt: tomorrow })]
  const all = [...today, ...next, ...rest]

  test('every row is as it will be when they are here', () => {
    const whole = rows(all)
    for (let from = 1; from < all.length - 1; from += 1) {
      const part = toRows({ entries: all.slice(from), more: true }, [], ME)
      expect(part).toEqual(whole.slice(-part.length))
    }
  })

  test('a page of nothing but notices is shown nevertheless', () => {
    expect(kinds(toRows({ entries: [notice(7), notice(8)], more: true }, [], ME))).toEqual(['day', 'notice'])
  })
})

describe('the first new message', () => {
  const startsNew = (first: number | null) => {
    const all = toRows({ entries: [entry(1), entry(2), entry(3)], more: false }, [], ME, first as Seq | null)
    return talks(all).map((row) => [row.startsNew, row.opens, row.closes])
  }

  test('begins a run of its own', () => {
    expect(startsNew(2)).toEqual([
      [false, true, true],
      [true, true, false],
      [false, false, true],
    ])
  })

  test('is none where there is none, or it is not here', () => {
    for (const first of [null, 9]) expect(startsNew(first).map(([isFirst]) => isFirst)).not.toContain(true)
  })
})

describe('messages that were changed', () => {
  test('stand in their place, with a mark; what changed them has no row', () => {
    const all = rows([
      entry(1, { message: 'new', editedAt: NOON }),
      entry(2, { message: '', deleted: true }),
      entry(3, { type: 'EDIT', message: 'new' }),
      entry(4, { type: 'DELETE' }),
      entry(5),
    ])
    expect(kinds(all)).toEqual(['day', 'talk', 'talk', 'talk'])
    const seen = talks(all).map(({ message, edited, deleted }) => ({ message, edited, deleted }))
    expect(seen).toEqual([
      { message: 'new', edited: true, deleted: false },
      { message: '', edited: false, deleted: true },
      { message: 'message 5', edited: false, deleted: false },
    ])
  })
})
