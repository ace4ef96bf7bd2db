// What there is to see: the rooms of the host, one room from close by, and the people in it.
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { Member, Room, RoomDetail } from '../../protocol/rest.ts'
import { readableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** The rooms that everybody may see, oldest first: those that are open, and were not closed. */
export function listRooms({ directory }: ChatPorts): Promise<Room[]> {
  return directory.openRooms()
}

/** One room, where its log stands, and whether `userId` is in it. Refuses NO_SUCH_ROOM. */
export async function showRoom(ports: ChatPorts, userId: UserId, roomId: RoomId): Promise<RoomDetail> {
  const room = await readableRoom(ports, roomId, userId)
  const [head, membership] = await Promise.all([
    ports.log.head(roomId),
    ports.directory.membership(roomId, userId),
  ])
  return { ...room, seq: head.last, epoch: head.epoch, joined: membership.present }
}

/** The members, with whether each is connected now and how far they have read, for `userId` who asks. Refuses NO_SUCH_ROOM. */
export async function listMembers(ports: ChatPorts, userId: UserId, roomId: RoomId): Promise<Member[]> {
  await readableRoom(ports, roomId, userId)
  const members = await ports.directory.members(roomId)
  const online = await ports.signals.online(members.map((member) => member.userId))
  return members.map((member) => ({ ...member, online: online.has(member.userId) }))
}
