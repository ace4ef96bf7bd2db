// What a RoomLog that outlives its process must still know when it is opened again.
import { describe, expect, it } from 'vitest'
import type { RoomLog } from '../../server/store/room-log.ts'
import { room, seq, span, talk } from './samples.ts'

/** One store for the running test: each call closes the log that was open on it and opens it anew. */
export type Reopen = () => Promise<RoomLog>

export function reopenedRoomLogContract(adapter: string, store: () => Reopen): void {
  describe(`RoomLog in ${adapter}, opened again`, () => {
    it('has the same entries, epoch and head, and goes on counting', async () => {
      const reopen = store()
      const before = await reopen()
      const kept = await Promise.all(span(1, 10).map((nth) => before.append(room('a'), talk(`n${nth}`))))
      const head = await before.head(room('a'))
      const after = await reopen()
      expect(await after.head(room('a'))).toEqual(head)
      expect(await after.read(room('a'), { after: seq(0), limit: 20 })).toEqual(kept.map((one) => one.entry))
      expect((await after.append(room('a'), talk('n11'))).entry).toMatchObject({ seq: 11, epoch: head.epoch })
    })

    it('knows the nonces', async () => {
      const reopen = store()
      const { entry } = await (await reopen()).append(room('a'), talk('same'))
      const after = await reopen()
      expect(await after.append(room('a'), talk('same'))).toEqual({ entry, duplicate: true })
    })

    it('begins where it was trimmed', async () => {
      const reopen = store()
      const before = await reopen()
      for (const nth of span(1, 10)) await before.append(room('a'), talk(`n${nth}`))
      await before.trim(room('a'), { entries: 4, since: null }, 99)
      const head = await before.head(room('a'))
      expect(await (await reopen()).head(room('a'))).toEqual(head)
    })

    it('has the epoch of a log that nobody wrote to', async () => {
      const reopen = store()
      const head = await (await reopen()).head(room('a'))
      expect(await (await reopen()).head(room('a'))).toEqual(head)
    })

    it('has kept what was accepted when it was closed', async () => {
      const reopen = store()
      const before = await reopen()
      const accepted = span(1, 600).map((nth) => before.append(room('a'), talk(`n${nth}`)))
      const after = await reopen()
      expect(await Promise.all(accepted)).toHaveLength(600)
      expect(await after.head(room('a'))).toMatchObject({ last: 600 })
    })
  })
}
