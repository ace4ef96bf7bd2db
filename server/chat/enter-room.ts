// Makes somebody a member of a room. Entering again while one is in changes nothing and says nothing.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Room, User } from '../../protocol/rest.ts'
import { tellCount, writeNotice } from './notice.ts'
import { enterableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Resolves when the membership and its notice are kept. Whoever was asked into a private room uses up the invitation.
 * Refuses NO_SUCH_ROOM, BANNED, ROOM_CLOSED.
 */
export async function enterRoom(ports: ChatPorts, person: User, roomId: RoomId): Promise<void> {
  const { room, standing } = await enterableRoom(ports, roomId, person.userId)
  if (standing.present) return
  const stay = standing.stay + 1
  const seq = await writeNotice(ports, roomId, person, 'ENTER', stay)
  // What was said before they came is nothing that they have missed.
  await ports.directory.markRead(roomId, person.userId, seq)
  const byInvitation = room.kind === 'private' && room.ownerId !== person.userId
  const isIn = await ports.directory.setMembership(roomId, person, { present: true, stay }, byInvitation)
  if (!isIn) return turnAway(ports, person, room, stay)
  ports.signals.publishPerson(person.userId, { type: 'ENTERED', roomId })
  await tellCount(ports, roomId)
  ports.signals.publishRoom(roomId, { type: 'PRESENCE', roomId, userId: person.userId, online: true })
}

/** The door was shut after they were found to be allowed in: their notice must not stand alone. */
async function turnAway(ports: ChatPorts, person: User, { roomId, kind }: Room, stay: number): Promise<void> {
  const { stay: kept } = await ports.directory.membership(roomId, person.userId)
  // Another of their devices was quicker, and has left again.
  if (kept >= stay) return
  await writeNotice(ports, roomId, person, 'LEAVE', stay, 'removed')
  await ports.directory.setMembership(roomId, person, { present: false, stay })
  throw new Refusal(kind === 'open' ? 'BANNED' : 'NO_SUCH_ROOM')
}
