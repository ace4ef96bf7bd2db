// Entering and leaving: one notice a stay, whatever happens in between.
import { describe, expect, it, vi } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { leaveRoom } from '../../../server/chat/leave-room.ts'
import { person } from '../../contracts/samples.ts'
import { openRoom } from './chat.ts'

const A = person('a')

describe('entering', () => {
  it('[CH1] makes a member, writes one notice and tells the lobby and the room', async () => {
    const { ports, roomId, heard, lines, isMember } = await openRoom()
    await enterRoom(ports, A, roomId)
    expect([await lines(), await isMember(A.userId)]).toEqual([['ENTER a'], true])
    expect(await heard()).toEqual([
      { type: 'ROOM_COUNT', roomId, members: 1 },
      { type: 'PRESENCE', roomId, userId: 'a', online: true },
    ])
  })

  it('[CH6] has missed nothing of what was said before, nor of what was said while they were away', async () => {
    const { ports, roomId } = await openRoom()
    const read = (): Promise<number> => ports.directory.readMark(roomId, A.userId)
    await enterRoom(ports, person('b'), roomId)
    await enterRoom(ports, A, roomId)
    expect(await read()).toBe(2)
    await leaveRoom(ports, A, roomId)
    await leaveRoom(ports, person('b'), roomId)
    await enterRoom(ports, A, roomId)
    expect(await read()).toBe(5)
  })

  it('[CH2] again, or twice at once, writes and tells nothing more', async () => {
    const { ports, roomId, heard, lines } = await openRoom()
    await Promise.all([enterRoom(ports, A, roomId), enterRoom(ports, A, roomId)])
    await heard()
    await enterRoom(ports, A, roomId)
    expect([await lines(), await heard()]).toEqual([['ENTER a'], []])
  })

  it('[CH1] and leaving write a notice for each stay', async () => {
    const { ports, roomId, lines } = await openRoom()
    for (const _stay of [1, 2, 3]) {
      await enterRoom(ports, A, roomId)
      await leaveRoom(ports, A, roomId)
    }
    expect(await lines()).toEqual(['ENTER a', 'LEAVE a', 'ENTER a', 'LEAVE a', 'ENTER a', 'LEAVE a'])
  })

  it('[CH4] a room that is none is refused', async () => {
    const { ports } = await openRoom()
    for (const act of [enterRoom, leaveRoom]) {
      await expect(act(ports, A, 'none' as RoomId)).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
    }
  })
})

describe('leaving', () => {
  it('[CH1] ends the membership, writes one notice and tells the lobby', async () => {
    const { ports, roomId, heard, lines, isMember } = await openRoom()
    await enterRoom(ports, A, roomId)
    await heard()
    await leaveRoom(ports, A, roomId)
    expect([await lines(), await isMember(A.userId)]).toEqual([['ENTER a', 'LEAVE a'], false])
    expect(await heard()).toEqual([{ type: 'ROOM_COUNT', roomId, members: 0 }])
  })

  it('[CH2] where one is not writes nothing', async () => {
    const { ports, roomId, lines } = await openRoom()
    await leaveRoom(ports, A, roomId)
    expect(await lines()).toEqual([])
  })
})

describe('a crash between the notice and the membership', () => {
  it.each([
    ['entering', ['ENTER a'], true],
    ['leaving', ['ENTER a', 'LEAVE a'], false],
  ] as const)(
    '[CH3] when %s is made good by the next try, without a second notice',
    async (what, notices, present) => {
      const { ports, roomId, lines, isMember } = await openRoom()
      const act = what === 'entering' ? enterRoom : leaveRoom
      if (what === 'leaving') await enterRoom(ports, A, roomId)
      const crash = vi.spyOn(ports.directory, 'setMembership')
      crash.mockRejectedValueOnce(new Error('the power is gone'))
      await expect(act(ports, A, roomId)).rejects.toThrow('the power is gone')
      expect(await lines()).toEqual(notices)
      await act(ports, A, roomId)
      expect([await lines(), await isMember(A.userId)]).toEqual([notices, present])
    },
  )

  it('[CH3] before the notice leaves nothing behind', async () => {
    const { ports, log, roomId, isMember } = await openRoom()
    log.append = () => Promise.reject(new Error('the power is gone'))
    await expect(enterRoom(ports, A, roomId)).rejects.toThrow('the power is gone')
    expect(await isMember(A.userId)).toBe(false)
  })
})
