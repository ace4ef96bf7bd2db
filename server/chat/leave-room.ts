// Ends somebody's membership of a room. Leaving where one is not in changes nothing and says nothing.
import type { LeaveReason } from '../../protocol/entry.ts'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Room, User } from '../../protocol/rest.ts'
import { tellCount, writeNotice } from './notice.ts'
import { readableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Resolves when the end of the membership and its notice are kept. An owner who leaves stays the owner. Refuses NO_SUCH_ROOM
 * and what else keeps somebody from reading, and DIRECT_ROOM.
 */
export async function leaveRoom(ports: ChatPorts, person: User, roomId: RoomId): Promise<void> {
  await leavableRoom(ports, roomId, person)
  await endMembership(ports, person, roomId)
}

/** The room, where it can be left. Refuses as `leaveRoom` does. */
export async function leavableRoom(ports: ChatPorts, roomId: RoomId, { userId }: User): Promise<Room> {
  const room = await readableRoom(ports, roomId, userId)
  if (room.kind === 'direct') throw new Refusal('DIRECT_ROOM')
  return room
}

/** Ends a membership, whoever wants it; `reason` where it is not the person. Resolves when it is kept. */
export async function endMembership(
  ports: ChatPorts,
  person: User,
  roomId: RoomId,
  reason?: LeaveReason,
): Promise<void> {
  const { directory, signals } = ports
  const { userId } = person
  const { present, stay } = await directory.membership(roomId, userId)
  try {
    if (!present) return
    await writeNotice(ports, roomId, person, 'LEAVE', stay, reason)
    await directory.setMembership(roomId, person, { present: false, stay })
  } finally {
    // Whatever became of it, now or the last time: an answer that was lost may have been yes. Each node looks what is so.
    signals.publishAccess({ roomId, userId, code: reason === 'removed' ? 'REMOVED' : null })
  }
  signals.publishPerson(userId, { type: 'LEFT', roomId, reason: reason ?? 'left' })
  await tellCount(ports, roomId)
}
