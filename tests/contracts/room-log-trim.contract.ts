// What every RoomLog does when its oldest entries are to go, and how those who have them go find the logs.
import { describe, expect, it } from 'vitest'
import type { Keep } from '../../server/store/room-log.ts'
import type { OpenLog } from './open-log.ts'
import { deletion, edit } from './room-log-amend.contract.ts'
import { room, seq, span, talk } from './samples.ts'

const ALL = { after: seq(0), limit: 100 }

const CASES: { keep: Keep; limit: number; first: number }[] = [
  { keep: { entries: null, since: null }, limit: 99, first: 1 },
  { keep: { entries: 10, since: null }, limit: 99, first: 1 },
  { keep: { entries: 9, since: null }, limit: 99, first: 2 },
  { keep: { entries: 1, since: null }, limit: 99, first: 10 },
  { keep: { entries: 1, since: null }, limit: 4, first: 5 },
  { keep: { entries: 1, since: null }, limit: 0, first: 1 },
  { keep: { entries: null, since: 1 }, limit: 99, first: 1 },
  { keep: { entries: null, since: 2 }, limit: 99, first: 2 },
  { keep: { entries: null, since: 10 }, limit: 99, first: 10 },
  { keep: { entries: null, since: 999 }, limit: 99, first: 10 },
  { keep: { entries: null, since: 999 }, limit: 3, first: 4 },
  { keep: { entries: 5, since: 4 }, limit: 99, first: 6 },
  { keep: { entries: 8, since: 5 }, limit: 99, first: 5 },
]

export function trimContract(open: OpenLog): void {
  /** A log of ten entries, of the times 1 to 10. */
  async function ten() {
    let time = 1
    const log = await open(() => time++)
    for (const nth of span(1, 10)) await log.append(room('a'), talk(`n${nth}`))
    return log
  }

  describe('trim', () => {
    it.each(CASES)('by $keep, $limit at most, leaves those from $first', async ({ keep, limit, first }) => {
      const log = await ten()
      expect(await log.trim(room('a'), keep, limit)).toBe(first - 1)
      expect((await log.read(room('a'), ALL)).map((entry) => entry.seq)).toEqual(span(first, 10))
      expect(await log.head(room('a'))).toMatchObject({ first, last: 10 })
      expect(await log.heads([room('a')])).toEqual([await log.head(room('a'))])
    })

    it('has nothing to remove of a log that is empty, or that there is not', async () => {
      const log = await ten()
      await log.head(room('b'))
      const keep = { entries: 1, since: 999 }
      expect([await log.trim(room('b'), keep, 9), await log.trim(room('c'), keep, 9)]).toEqual([0, 0])
    })

    it('goes on where it was, and the log goes on counting', async () => {
      const log = await ten()
      for (const expected of [4, 4, 1, 0])
        expect(await log.trim(room('a'), { entries: 1, since: null }, 4)).toBe(expected)
      expect((await log.append(room('a'), talk('n11'))).entry.seq).toBe(11)
      expect((await log.read(room('a'), { before: seq(99), limit: 9 })).map((entry) => entry.seq)).toEqual([
        10, 11,
      ])
    })

    it('forgets the nonces of what is gone, and no others', async () => {
      const log = await ten()
      await log.trim(room('a'), { entries: 5, since: null }, 99)
      expect(await log.append(room('a'), talk('n6'))).toMatchObject({ duplicate: true, entry: { seq: 6 } })
      expect(await log.append(room('a'), talk('n5'))).toMatchObject({ duplicate: false, entry: { seq: 11 } })
    })

    it('leaves edits of what is gone without text, and what is still there as it is', async () => {
      const log = await ten()
      await log.append(room('a'), edit('e1', 5, 'x'))
      await log.append(room('a'), edit('e2', 6, 'y'))
      await log.trim(room('a'), { entries: 7, since: null }, 99)
      const texts = (await log.read(room('a'), ALL)).map(({ message }) => message)
      expect(texts).toEqual(['y', '말 n7', '말 n8', '말 n9', '말 n10', '', 'y'])
      const { entry } = await log.append(room('a'), edit('e3', 5, 'z'))
      expect([entry.message, (await log.append(room('a'), deletion('d1', 6))).entry.message]).toEqual([
        '',
        '',
      ])
    })

    it('leaves other rooms alone', async () => {
      const log = await ten()
      for (const nonce of ['n1', 'n2']) await log.append(room('b'), talk(nonce))
      await log.trim(room('a'), { entries: 1, since: null }, 99)
      expect(await log.head(room('b'))).toMatchObject({ first: 1, last: 2 })
    })
  })
}

export function roomsContract(open: OpenLog): void {
  describe('rooms', () => {
    it('are those that have a log, a page at a time', async () => {
      const log = await open(() => 1)
      expect(await log.rooms(null, 9)).toEqual([])
      for (const id of ['c', 'a', 'b']) await log.append(room(id), talk('n1'))
      expect(await log.rooms(null, 2)).toEqual(['a', 'b'])
      expect(await log.rooms(room('b'), 2)).toEqual(['c'])
      expect(await log.rooms(room('c'), 2)).toEqual([])
    })
  })
}
