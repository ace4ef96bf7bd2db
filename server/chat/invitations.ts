// How people come into a private room: its owner asks them, and they enter or decline.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Invitation } from '../../protocol/room-requests.ts'
import type { Invited } from '../store/directory.ts'
import { existingPerson } from './existing-person.ts'
import { governedRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Asks somebody in; who is in already is not asked. Refuses as `governedRoom` does, BAD_REQUEST for an open room, ROOM_CLOSED,
 * BANNED for somebody who is, and NO_SUCH_PERSON.
 */
export async function invite(ports: ChatPorts, by: User, roomId: RoomId, userId: UserId): Promise<void> {
  const { name, kind, closedAt } = await governedRoom(ports, roomId, by.userId)
  if (kind !== 'private') throw new Refusal('BAD_REQUEST', 'An open room needs no invitation.')
  if (closedAt !== null) throw new Refusal('ROOM_CLOSED')
  const { present, banned } = await ports.directory.membership(roomId, userId)
  if (banned) throw new Refusal('BANNED', 'This person is kept out of the room; lift the ban first.')
  if (present) return
  const person = await existingPerson(ports, userId)
  const invited = { roomId, by: { userId: by.userId, name: by.name }, at: ports.now() }
  await ports.directory.invite(person, invited)
  ports.signals.publishPerson(userId, { type: 'INVITED', ...invited, name })
}

/** Where somebody is asked in and could enter now, longest first. */
export async function listInvitations(ports: ChatPorts, userId: UserId): Promise<Invitation[]> {
  const invited = await ports.directory.invitations(userId)
  const shown = await Promise.all(invited.map((each) => show(ports, each)))
  return shown.filter((invitation) => invitation !== null)
}

/** Declines; where one was not asked it changes nothing. */
export async function decline({ directory }: ChatPorts, userId: UserId, roomId: RoomId): Promise<void> {
  await directory.withdrawInvitation(roomId, userId)
}

/** Null where the room is closed meanwhile. */
async function show({ directory }: ChatPorts, { roomId, by, at }: Invited): Promise<Invitation | null> {
  const room = await directory.room(roomId)
  return room === null || room.closedAt !== null ? null : { roomId, name: room.name, by, at }
}
