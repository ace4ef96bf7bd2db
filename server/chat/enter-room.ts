// Makes somebody a member of a room. Entering again while one is in changes nothing and says nothing.
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import { tellCount, writeNotice } from './notice.ts'
import { readableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** Resolves when the membership and its notice are kept. Refuses NO_SUCH_ROOM. */
export async function enterRoom(ports: ChatPorts, person: User, roomId: RoomId): Promise<void> {
  await readableRoom(ports, roomId)
  const { present, stay } = await ports.directory.membership(roomId, person.userId)
  if (present) return
  const seq = await writeNotice(ports, roomId, person, 'ENTER', stay + 1)
  // What was said before they came is nothing that they have missed.
  await ports.directory.markRead(roomId, person.userId, seq)
  await ports.directory.setMembership(roomId, person, { present: true, stay: stay + 1 })
  await tellCount(ports, roomId)
  ports.signals.publishRoom(roomId, { type: 'PRESENCE', roomId, userId: person.userId, online: true })
}
