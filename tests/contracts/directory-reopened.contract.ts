// What a Directory that outlives its process must still know when it is opened again.
import { describe, expect, it } from 'vitest'
import type { Directory } from '../../server/store/directory.ts'
import { newRoom, person, reader, room, seq, user } from './samples.ts'

/** One store for the running test: each call closes the directory that was open on it and opens it anew. */
export type ReopenDirectory = () => Promise<Directory>

export function reopenedDirectoryContract(adapter: string, store: () => ReopenDirectory): void {
  describe(`Directory in ${adapter}, opened again`, () => {
    it('has the same rooms, members in the same order, stays and read marks', async () => {
      const reopen = store()
      const before = await reopen()
      await before.createRoom(newRoom('a'))
      for (const id of ['v', 'u'])
        await before.setMembership(room('a'), person(id), { present: true, stay: 3 })
      await before.markRead(room('a'), user('u'), seq(7))
      const rooms = await before.openRooms()
      const after = await reopen()
      expect(await after.openRooms()).toEqual(rooms)
      expect(await after.members(room('a'))).toEqual([reader('v'), reader('u', 7)])
      expect(await after.membership(room('a'), user('u'))).toMatchObject({ present: true, stay: 3 })
      expect(await after.markRead(room('a'), user('u'), seq(7))).toBe(false)
    })
  })
}
