// Makes a room. Whoever makes it is not thereby in it: entering is a step of its own.
import { randomUUID } from 'node:crypto'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Room, User } from '../../protocol/rest.ts'
import { toRoomName } from '../../protocol/text.ts'
import type { ChatPorts } from './ports.ts'

/** The new room, kept when this resolves and told to the lobby. Refuses BAD_NAME. */
export async function createRoom(ports: ChatPorts, by: User, rawName: string): Promise<Room> {
  const name = toRoomName(rawName)
  if (!name.ok) throw new Refusal('BAD_NAME')
  const roomId = randomUUID() as RoomId
  const createdAt = ports.now()
  await ports.directory.createRoom({ roomId, name: name.text, createdAt, createdBy: by.userId })
  ports.signals.publishLobby({ type: 'ROOM_CREATED', roomId, name: name.text, members: 0, createdAt })
  return { roomId, name: name.text, members: 0, createdAt }
}
