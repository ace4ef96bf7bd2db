import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import { withEntry } from '../../../renderer/state/amend.ts'
import { entry, NOON, seq } from '../entries.ts'

const edit = (place: number, refersTo: number, message: string): Entry =>
  entry(place, { type: 'EDIT', refersTo: seq(refersTo), message })
const deletion = (place: number, refersTo: number): Entry =>
  entry(place, { type: 'DELETE', refersTo: seq(refersTo) })

describe('an entry that comes', () => {
  test('stands after those that are here', () => {
    expect(withEntry([entry(1)], entry(2))).toEqual([entry(1), entry(2)])
  })

  test('may give a message another text', () => {
    const [talk, other, last] = withEntry([entry(1), entry(2)], edit(3, 1, 'new'))
    expect(talk).toEqual({ ...entry(1), message: 'new', editedAt: NOON + 3_000 })
    expect([other, last]).toEqual([entry(2), edit(3, 1, 'new')])
  })

  test('may take the text away, for good', () => {
    const edited = withEntry([entry(1)], edit(2, 1, 'new'))
    const gone = withEntry(withEntry(edited, deletion(3, 1)), edit(4, 1, 'late'))
    expect(gone[0]).toEqual({ ...entry(1), message: '', deleted: true })
  })

  test('changes nothing where its message is not here, is none, or is said again by a later one', () => {
    const here = [entry(5), entry(6, { type: 'ENTER' })]
    for (const one of [edit(7, 4, 'x'), edit(7, 6, 'x'), deletion(7, 6), edit(7, 5, '')])
      expect(withEntry(here, one)).toEqual([...here, one])
  })
})
