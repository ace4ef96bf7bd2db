import { expect, test } from 'vitest'
import { joinedAfter } from '../../../renderer/state/membership.ts'
import { entry, userId } from '../entries.ts'

const MINA = userId('mina')
const enters = (place: number, sender = 'Mina') => entry(place, { type: 'ENTER', sender })
const leaves = (place: number, sender = 'Mina') => entry(place, { type: 'LEAVE', sender })

test.each([
  ['the last notice says that they came', [leaves(1), enters(2), entry(3)], true],
  ['the last notice says that they went', [enters(1), leaves(2), enters(3, 'Tom')], false],
  ['nothing tells of them', [entry(1), enters(2, 'Tom')], null],
])('somebody’s place after entries of which %s', (_name, entries, joined) => {
  expect(joinedAfter(entries, MINA)).toBe(joined)
})
