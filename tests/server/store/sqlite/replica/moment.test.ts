// The order of messages that all nodes agree on, and the cursors into it.
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Place } from '../../../../../server/store/search-index.ts'
import {
  EVERYTHING,
  firstRowAt,
  fromCursor,
  isBefore,
  newestFirst,
  rowsEnd,
  timeOf,
  toCursor,
} from '../../../../../server/store/sqlite/replica/moment.ts'
import { REPLICA_TABLES } from '../../../../../server/store/sqlite/replica/replica-file.ts'
import { SaidRows } from '../../../../../server/store/sqlite/replica/said-rows.ts'
import { openIndexFile } from '../../../../../server/store/sqlite/search/index-file.ts'
import { room, seq, span } from '../../../../contracts/samples.ts'
import { temporaryFolder } from '../../../../support/temporary-folder.ts'

const at = (id: string, nth: number): Place => ({ roomId: room(id), seq: seq(nth) })

describe('[SR12] what was said at one time', () => {
  it('is in the order of the rooms, and in a room of the seqs, newest first', () => {
    const places = [at('a', 2), at('b', 1), at('a', 10), at('B', 3)]
    expect(places.toSorted(newestFirst)).toEqual([at('b', 1), at('a', 10), at('a', 2), at('B', 3)])
  })

  it('is before a place of that time where it comes after it in that order', () => {
    const bound = { time: 7, place: at('b', 5) }
    expect([at('b', 4), at('a', 9), at('b', 5), at('c', 1)].map((place) => isBefore(place, bound))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(isBefore(at('a', 1), { time: 7, place: null })).toBe(false)
  })
})

describe('[SR12] the rows of a time', () => {
  it.each([0, 1, Date.UTC(2026, 0), Date.UTC(2100, 0)])(
    'of %d come after those before, and tell it',
    (time) => {
      expect(timeOf(firstRowAt(time))).toBe(time)
      expect(firstRowAt(time)).toBe(rowsEnd({ time, place: null }))
      expect(firstRowAt(time + 1)).toBe(rowsEnd({ time, place: at('a', 1) }))
      expect(Number.isSafeInteger(rowsEnd(EVERYTHING))).toBe(true)
      expect(firstRowAt(time)).toBeLessThan(rowsEnd(EVERYTHING))
    },
  )

  it.each([-1, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])(
    'of %d, which no clock tells, are rows',
    (time) => {
      expect(firstRowAt(time)).toBeGreaterThanOrEqual(0)
      expect(firstRowAt(time)).toBeLessThan(rowsEnd(EVERYTHING))
    },
  )

  it('go on in the next times where there are too many', () => {
    const index = openIndexFile(join(temporaryFolder(), 'index.db'), REPLICA_TABLES)
    onTestFinished(() => void index.close())
    index.exec("INSERT INTO logs VALUES (1, 'a', 'e', 1, 9999, '', 0, 1)")
    const rows = new SaidRows(index)
    const add = index.transaction(() => {
      rows.add(1, seq(5_000), 8, '말')
      for (const n of span(1, 300)) rows.add(1, seq(n), 7, '말')
      rows.add(1, seq(5_001), 8, '말')
      rows.write()
    })
    add()
    const times = index.prepare('SELECT at / 128, count(*) FROM places GROUP BY 1').raw().all()
    expect(times).toEqual([
      [7, 128],
      [8, 128],
      [9, 46],
    ])
  })
})

describe('[SR4] a cursor', () => {
  it.each([{ time: 0, place: null }, { time: 1_700_000_000_123, place: at('A-Za_z09', 12) }, EVERYTHING])(
    'of $time is read as it was written',
    (bound) => expect(fromCursor(toCursor(bound))).toEqual(bound),
  )

  it.each(['7 a', '7 a 1 ', '7  1', '7 a -1', '9999999999999', '07', '7 a 01', '7 ä 1'])(
    'of %j is none',
    (text) => expect(fromCursor(Buffer.from(text).toString('base64url'))).toBeNull(),
  )
})
