// How far a search on a node looks for one page: bounded, with a cursor to go on from that every node understands.
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { LogRows } from '../../../../../server/store/sqlite/replica/log-rows.ts'
import { EVERYTHING, type Bound } from '../../../../../server/store/sqlite/replica/moment.ts'
import { REPLICA_TABLES } from '../../../../../server/store/sqlite/replica/replica-file.ts'
import { ReplicaFinder } from '../../../../../server/store/sqlite/replica/replica-finder.ts'
import { SaidRows } from '../../../../../server/store/sqlite/replica/said-rows.ts'
import { openIndexFile } from '../../../../../server/store/sqlite/search/index-file.ts'
import { room, seq, span } from '../../../../contracts/samples.ts'
import { temporaryFolder } from '../../../../support/temporary-folder.ts'

const LOOKED_THROUGH = 30

/** One message in each of a hundred rooms, at the times that are told; and a page of the search in the first so many of them. */
function saidAt(timeOf: (nth: number) => number) {
  const index = openIndexFile(join(temporaryFolder(), 'index.db'), REPLICA_TABLES)
  onTestFinished(() => void index.close())
  const logs = new LogRows(index)
  const said = new SaidRows(index)
  const rows = span(100, 199).map((n) => {
    const row = logs.begin({ roomId: room(`r${n}`), epoch: 'e' as never, first: seq(1), last: seq(1) })
    said.add(row.log, seq(1), timeOf(n), '말')
    return row
  })
  said.write()
  const finder = new ReplicaFinder(index, LOOKED_THROUGH)
  return (first: number, before: Bound) => {
    const page = finder.find({ words: ['말'], before, limit: 10 }, rows.slice(0, first))
    return { found: page.places.map(({ roomId }) => roomId), next: page.next }
  }
}
const names = (first: number, last: number) =>
  span(first, last)
    .toReversed()
    .map((n) => `r${n}`)

it('[SR4] looks through so many messages for a page and no more, and goes on from there', () => {
  const page = saidAt((nth) => nth)
  expect(page(40, EVERYTHING)).toEqual({ found: [], next: { time: 170, place: null } })
  expect(page(40, { time: 170, place: null })).toEqual({ found: [], next: { time: 140, place: null } })
  const next = { time: 130, place: { roomId: 'r130', seq: 1 } }
  expect(page(40, { time: 140, place: null })).toEqual({ found: names(130, 139), next })
})

it('[SR4] needs not look through others where few rooms are asked for', () => {
  const page = saidAt((nth) => nth)
  expect(page(2, EVERYTHING)).toEqual({ found: ['r101', 'r100'], next: null })
})

it('[SR12] looks through all that was said at one time, and parts it by its places', () => {
  const page = saidAt(() => 7)
  const first = page(100, EVERYTHING)
  expect(first).toEqual({ found: names(190, 199), next: { time: 7, place: { roomId: 'r190', seq: 1 } } })
  expect(page(100, first.next ?? EVERYTHING).found).toEqual(names(180, 189))
  expect(page(100, { time: 7, place: null })).toEqual({ found: [], next: null })
  const last = page(100, { time: 7, place: { roomId: room('r110'), seq: seq(1) } })
  expect(last).toEqual({ found: names(100, 109), next: null })
})
