// Tells a room that somebody is writing. Nothing of it is kept.
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import { writableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** Resolves when the person may tell it, with the step that does. Refuses what keeps them from writing in the room. */
export async function showTyping(
  ports: ChatPorts,
  { userId, name }: User,
  roomId: RoomId,
): Promise<() => void> {
  await writableRoom(ports, roomId, userId)
  return () => ports.signals.publishRoom(roomId, { type: 'TYPING', roomId, userId, name })
}
