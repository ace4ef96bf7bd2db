import { describe, expect, test } from 'vitest'
import type { UserId } from '../../protocol/ids.ts'
import { countUnreadBy } from '../../protocol/unread-by.ts'
import { Random, seedFor } from '../support/random.ts'
import { seq, user as userId } from '../contracts/samples.ts'

const member = (id: string, read: number) => ({ userId: userId(id), read: seq(read) })

describe('how many have not read a message', () => {
  const unreadBy = countUnreadBy([member('a', 9), member('b', 3), member('c', 5), member('d', 5)])

  test.each([
    ['all but its author have', 3, 'a', 0],
    ['one has not', 4, 'a', 1],
    ['its author is left out', 4, 'b', 0],
    ['those at it have', 5, 'a', 1],
    ['those just before it have not', 6, 'a', 3],
    ['an author who has left is in nobody’s number', 6, 'gone', 3],
    ['nobody has', 10, 'gone', 4],
  ])('%s', (_what, at, author, count) => {
    expect(unreadBy(seq(at), userId(author))).toBe(count)
  })

  test('is nobody in an empty room', () => {
    expect(countUnreadBy([])(seq(1), userId('a'))).toBe(0)
  })
})

/** A room as somebody would keep it who writes down who has read what. */
class Bookkeeping {
  last = 0
  readonly members = new Map<UserId, number>()
  /** Of each message: its author, and who has not read it. */
  readonly messages = new Map<number, { author: UserId; unread: Set<UserId> }>()

  enter(who: UserId): void {
    this.last += 1
    this.members.set(who, this.last)
  }

  leave(who: UserId): void {
    this.last += 1
    this.members.delete(who)
    for (const { unread } of this.messages.values()) unread.delete(who)
  }

  talk(author: UserId): void {
    this.last += 1
    const others = [...this.members.keys()].filter((each) => each !== author)
    this.messages.set(this.last, { author, unread: new Set(others) })
  }

  read(who: UserId, to: number): void {
    this.members.set(who, Math.max(to, this.members.get(who) ?? 0))
    for (const [at, { unread }] of this.messages) if (at <= to) unread.delete(who)
  }
}

test('is what one would count who writes down who has read what', () => {
  const random = new Random(seedFor('unread-by'))
  for (let round = 0; round < 50; round += 1) {
    const room = new Bookkeeping()
    const people = Array.from({ length: 1 + random.below(12) }, (_, at) => userId(`p${at}`))
    for (let step = 0; step < 120; step += 1) {
      const who = random.pick(people)
      const act = random.below(6)
      if (!room.members.has(who)) room.enter(who)
      else if (act === 0) room.leave(who)
      else if (act < 4) room.talk(who)
      else room.read(who, random.below(room.last + 1))
    }
    const members = [...room.members].map(([id, read]) => ({ userId: id, read: seq(read) }))
    const unreadBy = countUnreadBy(members)
    for (const [at, { author, unread }] of room.messages) expect(unreadBy(seq(at), author)).toBe(unread.size)
  }
})
