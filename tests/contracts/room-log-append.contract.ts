// What every RoomLog does with what it is given: places in the order, nonces, heads.
import { describe, expect, it } from 'vitest'
import type { Appended } from '../../server/store/room-log.ts'
import type { OpenLog } from './open-log.ts'
import { room, seq, span, talk } from './samples.ts'

export function appendContract(open: OpenLog): void {
  describe('append', () => {
    it('gives back the draft with its place, its epoch and the time of the clock', async () => {
      const log = await open(() => 1_700_000_000_123)
      const draft = talk('n1')
      const { entry, duplicate } = await log.append(room('a'), draft)
      const { epoch } = await log.head(room('a'))
      expect(entry).toEqual({ ...draft, roomId: 'a', seq: 1, epoch, sentAt: 1_700_000_000_123 })
      expect(duplicate).toBe(false)
    })

    it('numbers each room from 1 without gaps, in the order of 1,000 calls at once', async () => {
      const log = await open(() => 1)
      const calls = span(0, 999).map((call) => ({ room: room(`r${(call * call) % 7}`), nonce: `n${call}` }))
      const kept = await Promise.all(calls.map((call) => log.append(call.room, talk(call.nonce))))
      for (const id of new Set(calls.map((call) => call.room))) {
        const seqs = kept.filter(({ entry }) => entry.roomId === id).map(({ entry }) => entry.seq)
        expect(seqs).toEqual(span(1, seqs.length))
      }
      expect(kept.map(({ entry }) => entry.nonce)).toEqual(calls.map((call) => call.nonce))
    })

    it('goes on counting from one turn to the next', async () => {
      const log = await open(() => 1)
      for (const expected of span(1, 5)) {
        const { entry } = await log.append(room('a'), talk(`n${expected}`))
        expect(entry.seq).toBe(expected)
      }
    })
  })

  describe('a nonce', () => {
    it('keeps one entry when it comes twice at once, and takes up no place', async () => {
      const log = await open(() => 1)
      const [first, again, next] = await Promise.all([
        log.append(room('a'), talk('same')),
        log.append(room('a'), talk('same', { message: '다른 말' })),
        log.append(room('a'), talk('next')),
      ])
      expect(first.duplicate).toBe(false)
      expect(again).toEqual({ entry: first.entry, duplicate: true })
      expect(next.entry.seq).toBe(2)
    })

    it('keeps one entry when it comes again later', async () => {
      let time = 1
      const log = await open(() => time++)
      const first = await log.append(room('a'), talk('same'))
      await log.append(room('a'), talk('other'))
      expect(await log.append(room('a'), talk('same'))).toEqual({ entry: first.entry, duplicate: true })
      expect(await log.head(room('a'))).toMatchObject({ first: 1, last: 2 })
    })

    it('is the own of its sender and its room', async () => {
      const log = await open(() => 1)
      await log.append(room('a'), talk('same'))
      expect(await log.append(room('a'), talk('same', { by: 'bora' }))).toMatchObject({ duplicate: false })
      expect(await log.append(room('b'), talk('same'))).toMatchObject({ duplicate: false })
    })
  })

  describe('appends together', () => {
    it('are kept in the order of the calls, in whichever rooms, beside those before and after them', async () => {
      const log = await open(() => 1)
      const before = log.append(room('a'), talk('before'))
      const kept: Promise<Appended>[] = []
      log.together(() => {
        for (const call of span(1, 300))
          kept.push(log.append(room(call % 2 === 0 ? 'a' : 'b'), talk(`n${call}`)))
      })
      const after = log.append(room('b'), talk('after'))
      const all = await Promise.all([before, ...kept, after])
      const seqs = (id: string) =>
        all.filter(({ entry }) => entry.roomId === id).map(({ entry }) => entry.seq)
      expect([seqs('a'), seqs('b')]).toEqual([span(1, 151), span(1, 151)])
    })
  })

  describe('head', () => {
    it('stands at 0 while the log is empty, and keeps the epoch of the first call', async () => {
      const log = await open(() => 1)
      const empty = await log.head(room('a'))
      expect(empty).toMatchObject({ first: 0, last: 0 })
      expect(empty.epoch).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
      const { entry } = await log.append(room('a'), talk('n1'))
      expect(entry.epoch).toBe(empty.epoch)
      expect(await log.head(room('a'))).toEqual({ epoch: empty.epoch, first: 1, last: 1 })
    })

    it('has another epoch in another room', async () => {
      const log = await open(() => 1)
      const [a, b] = [await log.head(room('a')), await log.head(room('b'))]
      expect(a.epoch).not.toBe(b.epoch)
    })

    it('is not moved by those who look at an earlier answer', async () => {
      const log = await open(() => 1)
      const before = await log.head(room('a'))
      await log.append(room('a'), talk('n1'))
      expect(before.last).toBe(seq(0))
    })
  })
}
