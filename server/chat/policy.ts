// Who may do what: every rule about access that the use cases share.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'
import type { Membership } from '../store/directory.ts'
import type { ChatPorts } from './ports.ts'

/** The room, which anybody who has signed in may read. Refuses NO_SUCH_ROOM. */
export async function readableRoom({ directory }: ChatPorts, roomId: RoomId): Promise<Room> {
  const room = await directory.room(roomId)
  if (room === null) throw new Refusal('NO_SUCH_ROOM')
  return room
}

/** The person's membership, which writing needs. Refuses NOT_A_MEMBER, or NO_SUCH_ROOM where that is the reason. */
export async function writingMember(ports: ChatPorts, roomId: RoomId, userId: UserId): Promise<Membership> {
  const membership = await ports.directory.membership(roomId, userId)
  if (membership.present) return membership
  await readableRoom(ports, roomId)
  throw new Refusal('NOT_A_MEMBER')
}
