// Who takes somebody's right to read away says so whatever the store answers: an answer that is lost may have been yes.
import { describe, expect, it, vi } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { closeRoom } from '../../../server/chat/change-room.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { leaveRoom } from '../../../server/chat/leave-room.ts'
import type { ChatPorts } from '../../../server/chat/ports.ts'
import { banPerson, removePerson } from '../../../server/chat/send-away.ts'
import type { Directory } from '../../../server/store/directory.ts'
import { person, user } from '../../contracts/samples.ts'
import { outage } from '../../support/held-log.ts'
import { MemoryChat } from '../../support/memory-chat.ts'

const OWNER = user('owner')
const A = person('a')

const DEEDS = {
  leaving: ['setMembership', (ports, roomId) => leaveRoom(ports, A, roomId)],
  removing: ['setMembership', (ports, roomId) => removePerson(ports, OWNER, roomId, A.userId)],
  banning: ['ban', (ports, roomId) => banPerson(ports, OWNER, roomId, A.userId)],
  closing: ['changeRoom', (ports, roomId) => closeRoom(ports, OWNER, roomId)],
} as const satisfies Record<string, [keyof Directory, (ports: ChatPorts, roomId: RoomId) => Promise<unknown>]>

describe.each(Object.entries(DEEDS))('[CH24] %s, where the answer to it is lost', (_, [write, deed]) => {
  it('is said at once, and once more by whoever tries again', async () => {
    const { ports, createRoom } = bound(new MemoryChat())
    const roomId = await createRoom()
    await ports.directory.changeRoom(roomId, { ownerId: OWNER })
    for (const who of [person('owner'), A]) await enterRoom(ports, who, roomId)
    const said = vi.spyOn(ports.signals, 'publishAccess')
    const done = ports.directory[write].bind(ports.directory) as (...args: unknown[]) => Promise<unknown>
    vi.spyOn(ports.directory, write).mockImplementationOnce(async (...args: unknown[]) => {
      await done(...args)
      throw outage()
    })
    await expect(deed(ports, roomId)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(said).toHaveBeenCalledWith(expect.objectContaining({ roomId }))
    said.mockClear()
    await deed(ports, roomId)
    expect(said).toHaveBeenCalledWith(expect.objectContaining({ roomId }))
  })
})

function bound(chat: MemoryChat) {
  return { ports: chat.ports, createRoom: () => chat.createRoom() }
}
