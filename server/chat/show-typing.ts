// Tells a room that somebody is writing. Nothing of it is kept.
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import { writingMember } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** Resolves when the person may tell it, with the step that does. Refuses NOT_A_MEMBER, NO_SUCH_ROOM. */
export async function showTyping(
  ports: ChatPorts,
  { userId, name }: User,
  roomId: RoomId,
): Promise<() => void> {
  await writingMember(ports, roomId, userId)
  return () => ports.signals.publishRoom(roomId, { type: 'TYPING', roomId, userId, name })
}
