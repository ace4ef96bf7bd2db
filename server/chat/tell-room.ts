// Tells what a room is now to all whom it concerns: its listeners, its members, and the lobby where it is open.
import type { RoomId } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'
import { existingRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** Answers the room as it is now. Not for direct rooms, which never change. */
export async function tellRoom(ports: ChatPorts, roomId: RoomId): Promise<Room> {
  const { directory, signals } = ports
  const room = await existingRoom(ports, roomId)
  signals.publishRoom(roomId, { type: 'ROOM', room })
  if (room.kind === 'open') {
    if (room.closedAt === null) signals.publishLobby({ type: 'ROOM_CHANGED', ...room })
    else signals.publishLobby({ type: 'ROOM_CLOSED', roomId })
  }
  for (const { userId } of await directory.members(roomId))
    signals.publishPerson(userId, { type: 'CHANGED', roomId })
  return room
}
