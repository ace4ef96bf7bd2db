// Remembers how far a member has read, and tells the room, and the person's other devices, where that moved the mark. A mark never moves back.
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import { requireMember } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** Resolves with the mark as it is kept. A seq past the log's end counts as its end. Refuses NOT_A_MEMBER, NO_SUCH_ROOM. */
export async function markRead(ports: ChatPorts, person: User, roomId: RoomId, seq: Seq): Promise<Seq> {
  await requireMember(ports, roomId, person.userId)
  const { last } = await ports.log.head(roomId)
  const mark = seq < last ? seq : last
  const moved = await ports.directory.markRead(roomId, person.userId, mark)
  if (!moved) return ports.directory.readMark(roomId, person.userId)
  ports.movedMarks.moved(roomId, person.userId, mark)
  ports.signals.publishPerson(person.userId, { type: 'READ', roomId, seq: mark })
  return mark
}
