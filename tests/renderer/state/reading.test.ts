import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch } from '../../../protocol/ids.ts'
import type { HistoryQuery } from '../../../protocol/rest.ts'
import { RequestFailure } from '../../../renderer/connection/request.ts'
import { LogStretch } from '../../../renderer/state/log-stretch.svelte.ts'
import { Reading } from '../../../renderer/state/reading.svelte.ts'
import { entry, seq } from '../entries.ts'

const PAGE = 4
const logOf = (count: number) => Array.from({ length: count }, (_, at) => entry(at + 1))

/** A log of which the newest page is here. */
function reading(count: number) {
  const world = { log: logOf(count), away: false, due: () => {} }
  const page = async (query: HistoryQuery) => {
    if (world.away) throw new RequestFailure('UNREACHABLE')
    return pageOf(world.log, query)
  }
  const newest = new LogStretch(page)
  newest.show(pageOf(world.log, {}))
  const later = (callback: () => void) => {
    world.due = callback
    return () => (world.due = () => {})
  }
  const shown = new Reading({ page, newest, later })
  const seqs = () => shown.stretch.entries.map((one) => one.seq)
  return { world, newest, reading: shown, seqs }
}

function pageOf(log: Entry[], { before, after, around }: HistoryQuery) {
  const from = (start: number) => log.slice(Math.max(0, start), Math.max(0, start) + PAGE)
  if (after !== undefined) return { entries: from(after), more: after + PAGE < log.length }
  const entries = from(around === undefined ? (before ?? log.length + 1) - 1 - PAGE : around - 1 - PAGE / 2)
  return { entries, more: (entries[0]?.seq ?? 1) > 1 }
}

describe('going to a message', () => {
  test('shows the passage around it, apart from the newest end', async () => {
    const { reading: shown, newest, seqs } = reading(100)
    await shown.goTo(seq(50))
    expect([seqs(), shown.detached, shown.target, shown.view]).toEqual([[48, 49, 50, 51], true, 50, 1])
    expect(newest.entries.map((one) => one.seq)).toEqual([97, 98, 99, 100])
  })

  test('that is here already asks for nothing', async () => {
    const { reading: shown, world } = reading(100)
    await shown.goTo(seq(50))
    world.away = true
    await shown.goTo(seq(48))
    expect([shown.detached, shown.target, shown.view]).toEqual([true, 48, 2])
    await shown.goTo(seq(98))
    expect([shown.detached, shown.target, shown.view]).toEqual([false, 98, 3])
  })

  test('just above the newest end makes one stretch of both', async () => {
    const { reading: shown, seqs } = reading(10)
    await shown.goTo(seq(5))
    expect([shown.detached, seqs()]).toEqual([false, [3, 4, 5, 6, 7, 8, 9, 10]])
  })

  test('lights it up for a while', async () => {
    const { reading: shown, world } = reading(10)
    await shown.goTo(seq(9))
    expect(shown.lit).toBe(9)
    world.due()
    expect(shown.lit).toBeNull()
  })

  test('leaves everything as it was where the host does not answer', async () => {
    const { reading: shown, world } = reading(100)
    world.away = true
    await expect(shown.goTo(seq(50))).rejects.toThrow('UNREACHABLE')
    expect([shown.detached, shown.view, shown.lit]).toEqual([false, 0, null])
  })

  test('is given up for another way that is begun meanwhile', async () => {
    const { reading: shown } = reading(100)
    const first = shown.goTo(seq(50))
    const second = shown.goTo(seq(20))
    await Promise.all([first, second])
    expect([shown.target, shown.view]).toEqual([20, 1])
    const third = shown.goTo(seq(70))
    shown.toNewest()
    await third
    expect([shown.target, shown.detached]).toEqual([null, false])
  })
})

describe('reading on from a passage', () => {
  test('meets the newest end without a gap, with nothing new at the top', async () => {
    const { reading: shown, newest, seqs } = reading(20)
    await shown.goTo(seq(5))
    const { view } = shown
    for (let pages = 0; shown.detached && pages < 20; pages += 1) await shown.loadNewer()
    expect(seqs()).toEqual(Array.from({ length: 18 }, (_, at) => at + 3))
    expect([shown.view, newest.changedAtTop, newest.more]).toEqual([view, false, true])
    await newest.loadOlder()
    expect(seqs()[0]).toBe(1)
  })

  test('meets what came at the newest end meanwhile', async () => {
    const { reading: shown, newest, world, seqs } = reading(12)
    await shown.goTo(seq(3))
    world.log.push(entry(13))
    newest.append([entry(13)])
    for (let pages = 0; shown.detached && pages < 20; pages += 1) await shown.loadNewer()
    expect(seqs()).toEqual(Array.from({ length: 13 }, (_, at) => at + 1))
  })

  test('goes on after the host was away', async () => {
    const { reading: shown, world, seqs } = reading(100)
    await shown.goTo(seq(50))
    world.away = true
    await shown.loadNewer()
    expect(seqs().at(-1)).toBe(51)
    world.away = false
    await shown.loadNewer()
    expect(seqs().at(-1)).toBe(55)
  })

  test('never meets the log of another epoch', async () => {
    const { reading: shown, newest } = reading(20)
    await shown.goTo(seq(5))
    const epoch = 'epoch-2' as Epoch
    newest.show({ entries: logOf(4).map((one) => ({ ...one, epoch })), more: false })
    await shown.loadNewer()
    expect(shown.detached).toBe(true)
    shown.toNewest()
    expect(shown.stretch).toBe(newest)
  })
})

test('a message of a passage is changed by what comes at the newest end', async () => {
  const { reading: shown } = reading(100)
  await shown.goTo(seq(50))
  shown.take(entry(101, { type: 'DELETE', refersTo: seq(50) }))
  expect(shown.stretch.entries[2]).toMatchObject({ seq: 50, deleted: true, message: '' })
})
