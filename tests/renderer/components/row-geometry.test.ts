import { expect, test } from 'vitest'
import { HEAD, RowGeometry } from '../../../renderer/components/row-geometry.ts'
import { StillRow } from '../../../renderer/components/still-row.ts'
import { toRows, type Row } from '../../../renderer/state/timeline.ts'
import { entry, userId } from '../entries.ts'

const ME = { userId: userId('me'), name: 'Me' }
const logOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => entry(from + at))
const rowsOf = (from: number, to: number) =>
  toRows({ entries: logOf(from, to), more: false }, [], ME).filter(({ kind }) => kind === 'talk')

/** Rows of these heights, one after another. */
function geometry(rows: Row[], heights: number[], scrollTop: number, clientHeight = 100) {
  const top = (index: number) => heights.slice(0, index).reduce((sum, height) => sum + height, 0)
  const offsets = {
    getItemOffset: top,
    getItemSize: (index: number) => heights[index] ?? 0,
    findItemIndex: (offset: number) =>
      Math.max(
        0,
        heights.findLastIndex((_, index) => HEAD + top(index) <= offset),
      ),
  }
  return new RowGeometry(rows, offsets, { scrollTop, clientHeight })
}

test('in view are the first row that shows and the last whose end does', () => {
  const rows = rowsOf(1, 5)
  const heights = [40, 40, 40, 40, 40]
  expect(geometry(rows, heights, HEAD).inView()).toEqual({ first: 1, last: 2 })
  expect(geometry(rows, heights, HEAD + 20).inView()).toEqual({ first: 1, last: 3 })
  expect(geometry(rows, heights, HEAD + 100).inView()).toEqual({ first: 3, last: 5 })
})

test('a row that is higher than the view is seen at its end', () => {
  const rows = rowsOf(1, 2)
  expect(geometry(rows, [300, 40], HEAD).inView()).toBeNull()
  expect(geometry(rows, [300, 40], HEAD + 220).inView()).toEqual({ first: 1, last: 1 })
})

test('a run of notices is seen with both its ends; a message that is on its way is no part of the log', () => {
  const notices = [entry(1, { type: 'ENTER' as const }), entry(2, { type: 'ENTER' as const, sender: 'Tom' })]
  const rows = toRows({ entries: notices, more: false }, [], ME).filter(({ kind }) => kind === 'notice')
  expect(geometry(rows, [40], HEAD).inView()).toEqual({ first: 1, last: 2 })
  expect(geometry([], [], HEAD).inView()).toBeNull()
})

test('the row that stays is the first that begins in view, wherever it is among the others by then', () => {
  const still = new StillRow()
  still.note(rowsOf(3, 5), geometry(rowsOf(3, 5), [40, 40, 40], HEAD + 10), HEAD + 10)
  const grown = geometry(rowsOf(1, 5), [40, 40, 60, 40, 40], HEAD)
  expect(still.placeOf(rowsOf(1, 5), grown)).toBeNull()
  still.begin()
  expect(still.placeOf(rowsOf(1, 5), grown)).toBe(HEAD + 40 + 40 + 60 - 30)
  expect(still.placeOf(rowsOf(1, 2), grown)).toBeNull()
  still.end()
  expect(still.placeOf(rowsOf(1, 5), grown)).toBeNull()
})
