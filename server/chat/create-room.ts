// Makes a room. Whoever makes it is its owner; a private one has them in it from the beginning, in an open one entering is a
// step of its own.
import { randomUUID } from 'node:crypto'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Room, User } from '../../protocol/rest.ts'
import { toRoomName } from '../../protocol/text.ts'
import { enterRoom } from './enter-room.ts'
import { existingRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/**
 * The new room, kept when this resolves; the lobby is told of an open one. `by`: null for an open room that is nobody's.
 * Refuses BAD_NAME.
 */
export async function createRoom(
  ports: ChatPorts,
  by: User | null,
  rawName: string,
  kind: 'open' | 'private' = 'open',
): Promise<Room> {
  const name = toRoomName(rawName)
  if (!name.ok) throw new Refusal('BAD_NAME')
  const roomId = randomUUID() as RoomId
  const about = { roomId, name: name.text, kind, createdAt: ports.now(), createdBy: by?.userId ?? null }
  await ports.directory.createRoom(about)
  if (kind === 'private' && by !== null) await enterRoom(ports, by, roomId)
  const room = await existingRoom(ports, roomId)
  if (kind === 'open') ports.signals.publishLobby({ type: 'ROOM_CREATED', ...room })
  return room
}
