// What every RoomLog does with an EDIT or a DELETE: the message that it refers to changes with it, and the old text is nowhere.
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../protocol/entry.ts'
import type { Appended, Draft, RoomLog } from '../../server/store/room-log.ts'
import type { OpenLog } from './open-log.ts'
import { follow, room, seq, talk } from './samples.ts'

export const edit = (nonce: string, refersTo: number, message: string): Draft => ({
  ...talk(nonce, { message }),
  type: 'EDIT',
  refersTo: seq(refersTo),
})

export const deletion = (nonce: string, refersTo: number): Draft => ({
  ...talk(nonce, { message: '' }),
  type: 'DELETE',
  refersTo: seq(refersTo),
})

export function amendContract(open: OpenLog): void {
  /** A log in which two things were said, and what was appended to it afterwards, at the times 3, 4, 5 … */
  async function after(...drafts: Draft[]): Promise<{ log: RoomLog; kept: Appended[]; entries: Entry[] }> {
    let time = 1
    const log = await open(() => time++)
    for (const nonce of ['n1', 'n2']) await log.append(room('a'), talk(nonce))
    const kept: Appended[] = []
    for (const draft of drafts) kept.push(await log.append(room('a'), draft))
    return { log, kept, entries: await log.read(room('a'), { after: seq(0), limit: 20 }) }
  }

  describe('an EDIT', () => {
    it('gives the message its text and the time, and leaves everything else of it', async () => {
      const { kept, entries } = await after(edit('e1', 1, '새 글'))
      const { epoch } = entries[1] ?? {}
      expect(kept[0]?.entry).toEqual({ ...edit('e1', 1, '새 글'), roomId: 'a', seq: 3, epoch, sentAt: 3 })
      const now = { ...talk('n1', { message: '새 글' }), roomId: 'a', seq: 1, epoch, sentAt: 1, editedAt: 3 }
      expect(entries[0]).toEqual(now)
      expect(entries[1]).not.toHaveProperty('editedAt')
    })

    it('that comes again changes nothing, whatever has come since', async () => {
      const { kept, entries } = await after(edit('e1', 1, 'x'), edit('e2', 1, 'y'), edit('e1', 1, 'z'))
      expect(kept[2]).toMatchObject({ duplicate: true, entry: { seq: 3, message: 'y' } })
      expect(entries).toMatchObject([{ message: 'y', editedAt: 4 }, {}, { message: 'y' }, { message: 'y' }])
      expect(entries).toHaveLength(4)
    })

    it('is told to followers as it came', async () => {
      const log = await open(() => 1)
      await log.append(room('a'), talk('n1'))
      const heard: Entry[] = []
      await follow(log, 'a', (entry) => heard.push(entry))
      await Promise.all([
        log.append(room('a'), edit('e1', 1, 'x')),
        log.append(room('a'), edit('e2', 1, 'y')),
      ])
      expect(heard.map(({ message }) => message)).toEqual(['x', 'y'])
    })

    it('with a text of any length is read as it was', async () => {
      for (const text of ['a', '긴 글'.repeat(50_000), '👩‍👩‍👧‍👦']) {
        const { entries } = await after(edit('e1', 2, text))
        expect(entries[1]?.message === text && entries[2]?.message === text).toBe(true)
      }
    })
  })

  describe('a DELETE', () => {
    it('leaves the message without text, before and after edits, and edits without theirs', async () => {
      const { entries } = await after(edit('e1', 1, 'x'), deletion('d1', 1), deletion('d2', 2))
      const gone = { message: '', deleted: true }
      expect(entries).toMatchObject([
        gone,
        gone,
        { type: 'EDIT', message: '' },
        deletion('d1', 1),
        deletion('d2', 2),
      ])
      expect(entries[0]).not.toHaveProperty('editedAt')
      expect(entries[3]).not.toHaveProperty('deleted')
    })

    it('is the last word: what comes after it has no effect, and no text', async () => {
      const { kept, entries } = await after(deletion('d1', 1), edit('e1', 1, 'x'), deletion('d2', 1))
      expect(kept[1]?.entry.message).toBe('')
      expect(entries.map(({ message }) => message)).toEqual(['', '말 n2', '', '', ''])
      expect(entries[0]).not.toHaveProperty('editedAt')
    })

    it('has the message answered as it is now to whoever sends it again', async () => {
      const { log } = await after(deletion('d1', 1))
      const again = await log.append(room('a'), talk('n1'))
      expect(again).toMatchObject({ duplicate: true, entry: { seq: 1, message: '', deleted: true } })
    })
  })

  describe('an EDIT or DELETE of what is no message', () => {
    it.each([[3], [4], [99]])('(%i) has no effect and no text', async (refersTo) => {
      const notice = { ...talk('enter:1', { message: '' }), type: 'ENTER' } as const
      const { log, entries } = await after(notice, edit('e1', refersTo, 'x'), deletion('d1', refersTo))
      expect(entries.map(({ message }) => message)).toEqual(['말 n1', '말 n2', '', '', ''])
      expect(await log.head(room('a'))).toMatchObject({ last: 5 })
    })

    it('has none either when there is a message in that place later', async () => {
      const { entries } = await after(edit('e1', 4, 'x'), talk('n4'))
      expect(entries.map(({ message }) => message)).toEqual(['말 n1', '말 n2', '', '말 n4'])
      expect(entries[3]).not.toHaveProperty('editedAt')
    })

    it('has none when that message is edited, and neither has a deletion', async () => {
      const { entries } = await after(edit('e1', 5, 'x'), deletion('d1', 5), talk('n5'), edit('e2', 5, 'y'))
      expect(entries.map(({ message }) => message)).toEqual(['말 n1', '말 n2', '', '', 'y', 'y'])
      expect(entries[4]).not.toHaveProperty('deleted')
    })

    it('is nothing to the same place in another room', async () => {
      const { log, entries } = await after()
      await log.append(room('b'), edit('e1', 1, 'x'))
      expect(await log.read(room('a'), { after: seq(0), limit: 20 })).toEqual(entries)
    })
  })
}
