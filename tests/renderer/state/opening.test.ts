import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import type { HistoryQuery } from '../../../protocol/rest.ts'
import type { Waiting } from '../../../renderer/state/left-off.ts'
import { findOpening } from '../../../renderer/state/opening.ts'
import { entry, seq, userId } from '../entries.ts'

const ME = userId('me')
const PAGE = 4
const notice = (place: number) => entry(place, { type: 'ENTER' })
const mine = (place: number) => entry(place, { senderId: ME })
const logOf = (count: number, from = 1) => Array.from({ length: count }, (_, at) => entry(from + at))
const noticesOf = (count: number, from: number) => Array.from({ length: count }, (_, at) => notice(from + at))

/** How a room with this log opens, and how many pages were asked for. */
async function opening(log: Entry[], waiting: Waiting | null) {
  const asked: HistoryQuery[] = []
  const ask = async (query: HistoryQuery) => {
    asked.push(query)
    const start = query.around === undefined ? (query.after ?? 0) : Math.max(0, query.around - PAGE / 2)
    const entries = log.slice(start, start + PAGE)
    return { entries, more: start > 0 }
  }
  const newest = { entries: log.slice(-PAGE), more: log.length > PAGE }
  const { passage, ...found } = await findOpening(ask, newest, waiting, ME)
  return { ...found, asked, passage: passage?.entries.map((one) => one.seq) ?? null }
}

const waiting = (read: number, at: number, unread: number) => ({ read: seq(read), seq: seq(at), unread })

describe('a room opens', () => {
  test('at the newest for whoever only looks in: nothing is new to them', async () => {
    expect(await opening(logOf(9), null)).toMatchObject({ seen: 9, waiting: 0, first: null, passage: null })
    expect(await opening([], null)).toMatchObject({ seen: 0, first: null })
  })

  test('at the first unread message of the newest page, where that has them all', async () => {
    const found = await opening(logOf(9), waiting(7, 9, 2))
    expect(found).toMatchObject({ seen: 7, waiting: 2, first: 8, passage: null, asked: [] })
  })

  test('at what came since the host has counted', async () => {
    expect(await opening(logOf(9), waiting(7, 7, 0))).toMatchObject({ seen: 7, waiting: 2, first: 8 })
  })

  test('at the newest where nothing of others is unread', async () => {
    const log = [...logOf(5), mine(6), notice(7)]
    expect(await opening(log, waiting(5, 7, 1))).toMatchObject({ first: null, asked: [] })
    expect(await opening(logOf(9), waiting(9, 9, 0))).toMatchObject({ first: null, waiting: 0 })
  })

  test('at the newest after however many notices, which nobody asks the host for', async () => {
    const log = [...logOf(2), ...noticesOf(30, 3)]
    expect(await opening(log, waiting(2, 32, 0))).toMatchObject({ seen: 32, first: null, asked: [] })
  })

  test('in a passage around the mark, where more is unread than a page holds', async () => {
    const found = await opening(logOf(100), waiting(50, 100, 50))
    expect(found).toMatchObject({ seen: 50, waiting: 50, first: 51, passage: [49, 50, 51, 52] })
    expect(found.asked).toEqual([{ around: 50, limit: 200 }])
  })

  test('at the first message after the notices that came first', async () => {
    const log = [...logOf(50), ...noticesOf(10, 51), ...logOf(40, 61)]
    const found = await opening(log, waiting(50, 100, 40))
    expect([found.first, found.passage?.at(-1)]).toEqual([61, 64])
  })

  test('in the newest page, where nothing but notices and one’s own stand between', async () => {
    const log = [...logOf(50), ...noticesOf(10, 51), entry(61), entry(62)]
    expect(await opening(log, waiting(50, 62, 2))).toMatchObject({ first: 61, passage: null })
  })
})

test('a host that says nothing more than it has is not asked for ever', async () => {
  const ask = async () => ({ entries: [notice(5)], more: true })
  const newest = { entries: [notice(20)], more: true }
  expect(await findOpening(ask, newest, waiting(4, 20, 3), ME)).toMatchObject({ first: null, passage: null })
})
