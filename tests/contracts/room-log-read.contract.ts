// What every RoomLog gives back: pages in all directions, and texts as they came.
import { describe, expect, it } from 'vitest'
import type { Page, RoomLog } from '../../server/store/room-log.ts'
import type { OpenLog } from './open-log.ts'
import { room, seq, span, talk } from './samples.ts'

const NEWEST = Number.MAX_SAFE_INTEGER

const PAGES: { page: Page; of: number; holds: number[] }[] = [
  { page: { after: seq(0), limit: 3 }, of: 10, holds: [1, 2, 3] },
  { page: { after: seq(4), limit: 3 }, of: 10, holds: [5, 6, 7] },
  { page: { after: seq(8), limit: 3 }, of: 10, holds: [9, 10] },
  { page: { after: seq(10), limit: 3 }, of: 10, holds: [] },
  { page: { after: seq(NEWEST), limit: 3 }, of: 10, holds: [] },
  { page: { after: seq(0), limit: 0 }, of: 10, holds: [] },
  { page: { before: seq(NEWEST), limit: 3 }, of: 10, holds: [8, 9, 10] },
  { page: { before: seq(8), limit: 3 }, of: 10, holds: [5, 6, 7] },
  { page: { before: seq(3), limit: 3 }, of: 10, holds: [1, 2] },
  { page: { before: seq(1), limit: 3 }, of: 10, holds: [] },
  { page: { before: seq(0), limit: 3 }, of: 10, holds: [] },
  { page: { around: seq(5), limit: 4 }, of: 10, holds: [3, 4, 5, 6] },
  { page: { around: seq(5), limit: 5 }, of: 10, holds: [3, 4, 5, 6, 7] },
  { page: { around: seq(5), limit: 1 }, of: 10, holds: [5] },
  { page: { around: seq(1), limit: 4 }, of: 10, holds: [1, 2] },
  { page: { around: seq(10), limit: 4 }, of: 10, holds: [8, 9, 10] },
  { page: { around: seq(12), limit: 6 }, of: 10, holds: [8, 9, 10] },
  { page: { around: seq(0), limit: 4 }, of: 10, holds: [1, 2] },
  { page: { after: seq(0), limit: 3 }, of: 0, holds: [] },
  { page: { before: seq(NEWEST), limit: 3 }, of: 0, holds: [] },
  { page: { around: seq(1), limit: 3 }, of: 0, holds: [] },
]

const TEXTS = [
  '안녕하세요, 사랑방입니다.',
  '👩‍👩‍👧‍👦 👍🏽 🇰🇷 \u{10FFFF}',
  'a\nb\tc\u0001\u007f\u2028"\'\\;--',
  '\u1112\u1161\u11ab', // jamo, not composed
  '\uFEFFbegins with a mark, ends with a space ',
  '긴 글'.repeat(50_000),
]

export function readContract(open: OpenLog): void {
  describe('heads', () => {
    it('are those of each room, in the order of the question, also of a room that is asked for twice', async () => {
      const log = await open(() => 1)
      const asked = ['c', 'a', 'nowhere', 'b', 'a'].map(room)
      for (const [id, entries] of Object.entries({ a: 3, b: 1, c: 2 }))
        for (const nth of span(1, entries)) await log.append(room(id), talk(`n${nth}`))
      const heads = await log.heads(asked)
      expect(heads.map(({ first, last }) => [first, last])).toEqual([
        [1, 2],
        [1, 3],
        [0, 0],
        [1, 1],
        [1, 3],
      ])
      expect(heads).toEqual(await Promise.all(asked.map((id) => log.head(id))))
    })

    it('are told of any number of rooms, and of none', async () => {
      const log = await open(() => 1)
      const rooms = span(1, 1_500).map((nth) => room(`r${nth}`))
      for (const nth of [1, 600, 1_500]) await log.append(room(`r${nth}`), talk('n1'))
      const heads = await log.heads(rooms)
      expect(heads).toHaveLength(1_500)
      expect(heads.flatMap(({ last }, nth) => (last === 0 ? [] : [nth + 1]))).toEqual([1, 600, 1_500])
      expect(await log.heads([])).toEqual([])
    })

    it('fix the epoch of a log, and follow what is appended', async () => {
      const log = await open(() => 1)
      const [before] = await log.heads([room('a')])
      const { entry } = await log.append(room('a'), talk('n1'))
      expect(before).toEqual({ epoch: entry.epoch, first: 0, last: 0 })
      expect(await log.heads([room('a')])).toEqual([{ epoch: entry.epoch, first: 1, last: 1 }])
    })
  })

  describe('read', () => {
    it.each(PAGES)('answers $page of a log of $of with $holds', async ({ page, of, holds }) => {
      const log = await open(() => 1)
      await fill(log, of)
      const entries = await log.read(room('a'), page)
      expect(entries.map((entry) => entry.seq)).toEqual(holds)
    })

    it('gives the entries as append gave them', async () => {
      const log = await open(() => 7)
      const kept = await fill(log, 3)
      expect(await log.read(room('a'), { after: seq(0), limit: 10 })).toEqual(kept)
    })

    it('gives no entry of another room', async () => {
      const log = await open(() => 1)
      await fill(log, 3)
      await log.append(room('b'), talk('n1'))
      expect(await log.read(room('b'), { after: seq(0), limit: 10 })).toHaveLength(1)
    })

    it.each(TEXTS.map((text) => ({ text, shown: text.slice(0, 30) })))(
      'gives $shown back letter for letter',
      async ({ text }) => {
        const log = await open(() => 1)
        await log.append(room('a'), talk('n1', { message: text }))
        const [entry] = await log.read(room('a'), { after: seq(0), limit: 1 })
        expect(entry?.message === text).toBe(true)
      },
    )

    it('counts the messages after a seq, and nothing else', async () => {
      const log = await open(() => 1)
      const notice = (n: number) => ({ ...talk(`enter:${n}`, { message: '' }), type: 'ENTER' }) as const
      await log.append(room('a'), notice(1))
      await fill(log, 2)
      await log.append(room('a'), notice(2))
      await log.append(room('a'), talk('n9'))
      await log.append(room('b'), talk('n1'))
      const counted = span(0, 6).map((from) => log.talksAfter(room('a'), seq(from)))
      expect(await Promise.all(counted)).toEqual([3, 3, 2, 1, 1, 0, 0])
      expect(await log.talksAfter(room('nowhere'), seq(0))).toBe(0)
    })

    it('gives notices with an empty message and the nonce of the server', async () => {
      const log = await open(() => 1)
      const notice = { ...talk('enter:1', { message: '' }), type: 'ENTER' } as const
      await log.append(room('a'), notice)
      expect(await log.read(room('a'), { after: seq(0), limit: 1 })).toMatchObject([notice])
    })
  })
}

async function fill(log: RoomLog, count: number) {
  const kept = await Promise.all(span(1, count).map((nth) => log.append(room('a'), talk(`n${nth}`))))
  return kept.map(({ entry }) => entry)
}
