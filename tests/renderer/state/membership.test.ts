import { expect, test } from 'vitest'
import { joinedAfter, wasRemoved, wentAway } from '../../../renderer/state/membership.ts'
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

const goesAway = (place: number, sender = 'Mina') => entry(place, { type: 'LEAVE', sender, reason: 'away' })

test.each([
  ['they were away', [enters(1), goesAway(2), entry(3, { type: 'EDIT' })], true],
  ['they were away and came back', [goesAway(1), enters(2)], false],
  ['they left by themselves', [goesAway(1), enters(2), leaves(3)], false],
  ['somebody else was away', [enters(1), goesAway(2, 'Tom')], false],
])('whether somebody went away, by entries of which the last says that %s', (_name, entries, away) => {
  expect(wentAway(entries, MINA)).toBe(away)
})

const isTakenOut = (place: number, sender = 'Mina') =>
  entry(place, { type: 'LEAVE', sender, reason: 'removed' })

test.each([
  ['they were taken out', [enters(1), isTakenOut(2), entry(3)], true],
  ['they came again', [isTakenOut(1), enters(2)], false],
  ['they were away', [isTakenOut(1), enters(2), goesAway(3)], false],
  ['somebody else was taken out', [enters(1), isTakenOut(2, 'Tom')], false],
])('whether somebody was taken out, by entries of which the last says that %s', (_name, entries, removed) => {
  expect(wasRemoved(entries, MINA)).toBe(removed)
})
