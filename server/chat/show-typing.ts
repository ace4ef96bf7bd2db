// Tells a room that somebody is writing. Nothing of it is kept.
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import { writingMember } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** Refuses NOT_A_MEMBER, NO_SUCH_ROOM. */
export async function showTyping(ports: ChatPorts, person: User, roomId: RoomId): Promise<void> {
  await writingMember(ports, roomId, person.userId)
  ports.signals.publishRoom(roomId, { type: 'TYPING', roomId, userId: person.userId, name: person.name })
}
