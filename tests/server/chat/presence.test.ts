// Rooms hear of those who come and go with a node that died, as of everybody else.
import { describe, expect, it, vi } from 'vitest'
import type { RoomSignal } from '../../../protocol/signals.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { appear, followPresence } from '../../../server/chat/presence.ts'
import type { PresenceChange } from '../../../server/store/signals.ts'
import { person } from '../../contracts/samples.ts'
import { outage } from '../../support/held-log.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

const [A, B] = [person('a'), person('b')]

/** A room with A and B in it, of whom B is here, and a way to say what the port finds out by itself. */
async function host() {
  const { ports, createRoom } = bound(new MemoryChat())
  const [roomId, other] = [await createRoom(), await createRoom()]
  for (const each of [A, B]) await enterRoom(ports, each, roomId)
  await enterRoom(ports, A, other)
  await appear(ports, B)
  let find: (change: PresenceChange) => void = () => {}
  ports.signals.followPresence = async (onChange) => {
    find = onChange
    return () => {}
  }
  const failures: unknown[] = []
  await followPresence(ports, (error) => failures.push(error))
  const heard: RoomSignal[] = []
  for (const room of [roomId, other])
    await ports.signals.followRoom(room, (signal) => void (signal.type === 'PRESENCE' && heard.push(signal)))
  await quiet()
  heard.length = 0
  const found = async (...changes: PresenceChange[]) => {
    for (const change of changes) find(change)
    await quiet(8)
  }
  const told = (roomId_: string, userId: string, online: boolean) => ({
    type: 'PRESENCE',
    roomId: roomId_,
    userId,
    online,
  })
  return { ports, roomId, other, heard, found, told, failures }
}

function bound(chat: MemoryChat) {
  return { ports: chat.ports, createRoom: () => chat.createRoom() }
}

describe('presence that no connection of this node tells', () => {
  it('[ND4] is told to the rooms of who is gone, and of who is back', async () => {
    const { roomId, other, heard, found, told } = await host()
    await found({ userId: A.userId, online: false }, { userId: B.userId, online: true })
    expect(heard).toHaveLength(3)
    expect(heard).toEqual(
      expect.arrayContaining([told(roomId, 'a', false), told(other, 'a', false), told(roomId, 'b', true)]),
    )
  })

  it('[ND4] is not told of who is otherwise again by then', async () => {
    const { heard, found } = await host()
    await found({ userId: B.userId, online: false }, { userId: A.userId, online: true })
    expect(heard).toEqual([])
  })

  it('goes on after a failure, which is reported', async () => {
    const { ports, roomId, heard, found, told, failures } = await host()
    vi.spyOn(ports.directory, 'roomsOf').mockRejectedValueOnce(outage())
    await found({ userId: A.userId, online: false }, { userId: B.userId, online: true })
    expect(failures).toMatchObject([{ code: 'UNAVAILABLE' }])
    expect(heard).toEqual([told(roomId, 'b', true)])
  })
})
