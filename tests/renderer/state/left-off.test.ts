import { describe, expect, test } from 'vitest'
import {
  firstNew,
  holdsAllAfter,
  readUpTo,
  talksBetween,
  withRead,
} from '../../../renderer/state/left-off.ts'
import { entry, seq, userId } from '../entries.ts'

const ME = userId('me')
const mine = (place: number) => entry(place, { senderId: ME })
const notice = (place: number) => entry(place, { type: 'ENTER' })
const waiting = (read: number, at: number, unread: number) => ({ read: seq(read), seq: seq(at), unread })

describe('somebody has read', () => {
  test('up to their mark, where messages came after it', () => {
    expect(readUpTo(waiting(4, 9, 2))).toBe(4)
  })

  test('up to the end, where nothing but notices came after it', () => {
    expect(readUpTo(waiting(4, 9, 0))).toBe(9)
    expect(readUpTo(waiting(9, 9, 0))).toBe(9)
  })

  test('what they read elsewhere too; nothing waits where that is all', () => {
    expect(withRead(waiting(4, 9, 2), seq(3))).toEqual(waiting(4, 9, 2))
    expect(withRead(waiting(4, 9, 2), seq(7))).toEqual(waiting(7, 9, 2))
    expect(withRead(waiting(4, 9, 2), seq(9))).toEqual(waiting(9, 9, 0))
  })
})

describe('the first new message', () => {
  test('is one of others, and no notice', () => {
    expect(firstNew([entry(1), notice(2), mine(3), entry(4), entry(5)], seq(1), ME)).toBe(4)
  })

  test('is none where one’s own alone follow', () => {
    expect(firstNew([entry(1), notice(2), mine(3)], seq(1), ME)).toBeNull()
    expect(firstNew([], seq(0), ME)).toBeNull()
  })
})

test('a stretch has all that came after an entry where it reaches down to it, or there is nothing older', () => {
  const entries = [entry(5), entry(6)]
  expect(holdsAllAfter({ entries, more: true }, seq(4))).toBe(true)
  expect(holdsAllAfter({ entries, more: true }, seq(3))).toBe(false)
  expect(holdsAllAfter({ entries, more: false }, seq(1))).toBe(true)
  expect(holdsAllAfter({ entries: [], more: true }, seq(0))).toBe(false)
})

test('messages are counted from after one entry up to another, without notices', () => {
  expect(talksBetween([entry(1), mine(2), notice(3), entry(4), entry(5)], seq(1), seq(4))).toBe(2)
})
