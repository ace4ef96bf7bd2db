// Who may do what: every rule about access that the use cases share. An admin of the host does in each room that they may
// read what its owner may.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'
import type { Standing } from '../store/directory.ts'
import { asSeenBy } from './as-seen-by.ts'
import type { ChatPorts } from './ports.ts'

/** A room, and how somebody stands to it. */
export interface RoomAndStanding {
  room: Room
  standing: Standing
}

/**
 * The room as the person sees it, where they may read it. Refuses NO_SUCH_ROOM, for a private or direct room that they are
 * not in exactly as for one that is none; BANNED; and ROOM_CLOSED to whoever was not in it when it was closed.
 */
export async function readableRoom(ports: ChatPorts, roomId: RoomId, userId: UserId): Promise<Room> {
  const { room, standing } = await look(ports, roomId, userId)
  const refusal = room.kind === 'open' ? openDoor(room, standing) : closedDoor(standing)
  if (refusal !== null) throw new Refusal(refusal)
  return asSeenBy(ports, room, userId)
}

/** The rooms that the person may read, and may be told of what was said in them. */
export async function readableRooms({ directory }: ChatPorts, userId: UserId): Promise<RoomId[]> {
  const open = (await directory.openRooms()).map(({ roomId }) => roomId)
  const readable = new Set([...open, ...(await directory.roomsOf(userId))])
  for (const roomId of await directory.bannedFrom(userId)) readable.delete(roomId)
  return [...readable]
}

/** The room that the person is in, or may enter. Refuses NO_SUCH_ROOM, BANNED, ROOM_CLOSED. */
export async function enterableRoom(
  ports: ChatPorts,
  roomId: RoomId,
  userId: UserId,
): Promise<RoomAndStanding> {
  const { room, standing } = await look(ports, roomId, userId)
  const asked = room.kind === 'private' && (standing.invited || room.ownerId === userId)
  const present = standing.present || asked
  const refusal = room.kind === 'open' ? openDoor(room, standing) : closedDoor({ ...standing, present })
  if (refusal !== null) throw new Refusal(refusal)
  if (room.closedAt !== null && !standing.present) throw new Refusal('ROOM_CLOSED')
  return { room, standing }
}

/** Passes where the person is a member. Refuses NOT_A_MEMBER, or what keeps them from reading where that is the reason. */
export async function requireMember(ports: ChatPorts, roomId: RoomId, userId: UserId): Promise<void> {
  const { present, banned } = await ports.directory.membership(roomId, userId)
  if (present && !banned) return
  await readableRoom(ports, roomId, userId)
  throw new Refusal('NOT_A_MEMBER')
}

/** The room, where the person may write in it. Refuses as `requireMember` does, ROOM_CLOSED and ANNOUNCEMENTS_ONLY. */
export async function writableRoom(ports: ChatPorts, roomId: RoomId, userId: UserId): Promise<Room> {
  // Both at once, here and in `look`: of a store that is elsewhere each is asked by a way there and back.
  const found = existingRoom(ports, roomId)
  const [room] = await Promise.all([found, requireMember(ports, roomId, userId)])
  if (room.closedAt !== null) throw new Refusal('ROOM_CLOSED')
  if (room.announcementOnly && !(await governs(ports, room, userId))) throw new Refusal('ANNOUNCEMENTS_ONLY')
  return room
}

/** The room, where the person may decide about it. Refuses as `readableRoom` does, DIRECT_ROOM and NOT_THE_OWNER. */
export async function governedRoom(ports: ChatPorts, roomId: RoomId, userId: UserId): Promise<Room> {
  const room = await readableRoom(ports, roomId, userId)
  if (room.kind === 'direct') throw new Refusal('DIRECT_ROOM')
  if (!(await governs(ports, room, userId))) throw new Refusal('NOT_THE_OWNER')
  return room
}

/** Whether the person decides about a room that they may read. */
export async function governs({ roles }: ChatPorts, { ownerId }: Room, userId: UserId): Promise<boolean> {
  return ownerId === userId || roles.isAdmin(userId)
}

/** The room as it is kept, whoever may see it. Refuses NO_SUCH_ROOM. */
export async function existingRoom({ directory }: ChatPorts, roomId: RoomId): Promise<Room> {
  const room = await directory.room(roomId)
  if (room === null) throw new Refusal('NO_SUCH_ROOM')
  return room
}

async function look(ports: ChatPorts, roomId: RoomId, userId: UserId): Promise<RoomAndStanding> {
  const asked = [existingRoom(ports, roomId), ports.directory.membership(roomId, userId)] as const
  const [room, standing] = await Promise.all(asked)
  return { room, standing }
}

function openDoor({ closedAt }: Room, { present, banned }: Standing): 'BANNED' | 'ROOM_CLOSED' | null {
  if (banned) return 'BANNED'
  return closedAt === null || present ? null : 'ROOM_CLOSED'
}

function closedDoor({ present, banned }: Standing): 'NO_SUCH_ROOM' | null {
  return present && !banned ? null : 'NO_SUCH_ROOM'
}
