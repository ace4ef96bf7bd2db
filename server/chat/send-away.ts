// What the owner of a room does about people in it: sends them away, and keeps them out.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { Room, User } from '../../protocol/rest.ts'
import { existingPerson } from './existing-person.ts'
import { endMembership } from './leave-room.ts'
import { governedRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Ends somebody's membership, and their invitation; where they are not in, nothing more happens. An open room they may enter
 * again. Refuses as `governedRoom` does, and BAD_REQUEST for the owner.
 */
export async function removePerson(
  ports: ChatPorts,
  by: UserId,
  roomId: RoomId,
  userId: UserId,
): Promise<void> {
  refuseOwner(await governedRoom(ports, roomId, by), userId)
  await ports.directory.withdrawInvitation(roomId, userId)
  await sendAway(ports, roomId, userId)
}

/** Removes somebody and keeps them out. Refuses as `removePerson` does, and NO_SUCH_PERSON. */
export async function banPerson(ports: ChatPorts, by: UserId, roomId: RoomId, userId: UserId): Promise<void> {
  refuseOwner(await governedRoom(ports, roomId, by), userId)
  const person = (await memberOf(ports, roomId, userId)) ?? (await existingPerson(ports, userId))
  // First, so that they do not come in again meanwhile.
  try {
    await ports.directory.ban(roomId, person, ports.now())
  } finally {
    // An answer that was lost may have been yes. Each node looks what is so.
    ports.signals.publishAccess({ roomId, userId, code: 'BANNED' })
  }
  await sendAway(ports, roomId, userId)
}

/** Lets somebody come again, where they were banned. Refuses as `governedRoom` does. */
export async function liftBan(ports: ChatPorts, by: UserId, roomId: RoomId, userId: UserId): Promise<void> {
  await governedRoom(ports, roomId, by)
  await ports.directory.liftBan(roomId, userId)
}

/** Who is kept out of the room, longest first. Refuses as `governedRoom` does. */
export async function listBanned(ports: ChatPorts, by: UserId, roomId: RoomId): Promise<User[]> {
  await governedRoom(ports, roomId, by)
  return ports.directory.banned(roomId)
}

/** Nobody would decide about the room, or somebody who is not let in. */
function refuseOwner({ ownerId }: Room, userId: UserId): void {
  if (ownerId === userId) throw new Refusal('BAD_REQUEST', 'The owner passes the room on before they go.')
}

async function sendAway(ports: ChatPorts, roomId: RoomId, userId: UserId): Promise<void> {
  const member = await memberOf(ports, roomId, userId)
  if (member !== null) return endMembership(ports, member, roomId, 'removed')
  // They may have been sent away before, by a try whose answer was lost.
  ports.signals.publishAccess({ roomId, userId, code: null })
}

async function memberOf({ directory }: ChatPorts, roomId: RoomId, userId: UserId): Promise<User | null> {
  const { present } = await directory.membership(roomId, userId)
  if (!present) return null
  const found = (await directory.members(roomId)).find((member) => member.userId === userId)
  return found === undefined ? null : { userId, name: found.name }
}
