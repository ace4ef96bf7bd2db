import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import { Unseen } from '../../../renderer/state/unseen.svelte.ts'
import { entry, seq, userId } from '../entries.ts'

const ME = userId('me')
const mine = (place: number) => entry(place, { senderId: ME })
const notice = (place: number) => entry(place, { type: 'ENTER' })
const logOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => entry(from + at))

/** Somebody who has read all of a log that ends with ten messages. */
function harness({ entries = logOf(1, 10), seen = 10, waiting = 0, first = null as number | null } = {}) {
  const newest = { entries, more: (entries[0]?.seq ?? 1) > 1 }
  const unseen = new Unseen(ME, newest)
  unseen.begin({ seen: seq(seen), waiting, first: first === null ? null : seq(first), passage: null })
  const come = (more: Entry[], live = true): void => {
    unseen.take(more, live)
    newest.entries = [...newest.entries, ...more]
  }
  const see = (from: number, to: number, stretch = newest) =>
    unseen.see({ first: seq(from), last: seq(to) }, stretch)
  return { unseen, newest, come, see }
}

describe('the line', () => {
  test('stands where the room was opened at, and stays while one reads on', () => {
    const { unseen, see } = harness({ seen: 4, first: 5 })
    see(3, 8)
    unseen.seeNewest()
    expect([unseen.first, unseen.below]).toEqual([5, 0])
  })

  test('comes above the first message that comes while nobody looks, once', () => {
    const { unseen, come } = harness()
    unseen.look(false)
    come([notice(11), mine(12), entry(13)])
    come([entry(14)])
    expect([unseen.first, unseen.waits, unseen.below]).toEqual([13, true, 2])
  })

  test('does not follow what comes while it lies open beside another window', () => {
    const { unseen, come } = harness()
    unseen.look(false)
    for (const place of [11, 12]) {
      come([entry(place)])
      unseen.seeNewest()
    }
    expect([unseen.first, unseen.below]).toEqual([11, 0])
  })

  test('comes anew with the next absence, and not while one looks', () => {
    const { unseen, come } = harness()
    come([entry(11)])
    unseen.look(true)
    unseen.seeNewest()
    come([entry(12)])
    unseen.seeNewest()
    expect([unseen.first, unseen.waits]).toEqual([11, false])
    unseen.look(false)
    come([entry(13)])
    expect(unseen.first).toBe(13)
  })

  test('stays above what was not seen yet, whatever comes', () => {
    const { unseen, come } = harness({ seen: 4, first: 5 })
    come([entry(11)])
    expect(unseen.first).toBe(5)
  })

  test('comes above what was missed without a connection, also while one looks', () => {
    const { unseen, come } = harness()
    unseen.look(true)
    come([entry(11)], false)
    unseen.look(true)
    unseen.seeNewest()
    come([entry(12)], false)
    unseen.seeNewest()
    expect([unseen.first, unseen.waits]).toEqual([11, true])
    come([entry(13)])
    expect([unseen.first, unseen.waits]).toEqual([11, false])
  })

  test('needs a message of somebody else', () => {
    const { unseen, come } = harness()
    come([mine(11), notice(12)])
    expect([unseen.first, unseen.below]).toEqual([null, 0])
  })
})

describe('what was seen', () => {
  test('goes as far as what is in view', () => {
    const { unseen, see } = harness({ seen: 2 })
    expect(see(1, 5)).toBe(true)
    expect([unseen.seen, unseen.below]).toEqual([5, 5])
    expect(see(1, 5)).toBe(false)
  })

  test('is not what comes after something that was jumped over', () => {
    const { unseen, see } = harness({ seen: 2 })
    expect(see(6, 9)).toBe(false)
    expect(unseen.seen).toBe(2)
  })

  test('goes on past notices and one’s own', () => {
    const { unseen, see } = harness({ entries: [entry(1), notice(2), mine(3), entry(4)], seen: 1 })
    expect(see(4, 4)).toBe(true)
    expect(unseen.seen).toBe(4)
  })

  test('is nothing of a passage below what is not here', () => {
    const { see } = harness({ seen: 2 })
    expect(see(50, 55, { entries: logOf(48, 60), more: true })).toBe(false)
  })

  test('is all of it, for whoever is at the newest', () => {
    const { unseen } = harness({ seen: 2 })
    expect([unseen.seeNewest(), unseen.seen, unseen.seeNewest()]).toEqual([true, 10, false])
  })
})

describe('how many wait', () => {
  test('is as the host has counted it while not all of them are here', () => {
    const { unseen, see, come } = harness({ entries: logOf(90, 100), seen: 20, waiting: 80 })
    expect(unseen.below).toBe(80)
    see(19, 25, { entries: logOf(1, 60), more: false })
    expect(unseen.below).toBe(75)
    come([entry(101), notice(102)])
    expect(unseen.below).toBe(76)
    unseen.seeNewest()
    expect(unseen.below).toBe(0)
  })
})
