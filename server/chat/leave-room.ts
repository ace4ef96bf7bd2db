// Ends somebody's membership of a room. Leaving where one is not in changes nothing and says nothing.
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import { tellCount, writeNotice } from './notice.ts'
import { readableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** Resolves when the end of the membership and its notice are kept. Refuses NO_SUCH_ROOM. */
export async function leaveRoom(ports: ChatPorts, person: User, roomId: RoomId): Promise<void> {
  await readableRoom(ports, roomId)
  const { present, stay } = await ports.directory.membership(roomId, person.userId)
  if (!present) return
  await writeNotice(ports, roomId, person, 'LEAVE', stay)
  await ports.directory.setMembership(roomId, person, { present: false, stay })
  await tellCount(ports, roomId)
}
