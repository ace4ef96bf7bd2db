// What the owner of a room changes about it: its name and topic, its pace and who may talk, whose it is, and its end.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'
import type { ChangeRoomRequest } from '../../protocol/room-requests.ts'
import { toRoomName, toTopic } from '../../protocol/text.ts'
import type { RoomChange } from '../store/directory.ts'
import { governedRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'
import { tellRoom } from './tell-room.ts'

/** The room as it is then, told to all whom it concerns. Refuses as `governedRoom` does, ROOM_CLOSED, BAD_NAME and BAD_TOPIC. */
export async function changeRoom(
  ports: ChatPorts,
  by: UserId,
  roomId: RoomId,
  wish: ChangeRoomRequest,
): Promise<Room> {
  await livingRoom(ports, roomId, by)
  await ports.directory.changeRoom(roomId, madeReady(wish))
  return tellRoom(ports, roomId)
}

/** Passes the room on to one of its members. Refuses as `governedRoom` does, ROOM_CLOSED, and NOT_A_MEMBER of the next owner. */
export async function passOwnership(
  ports: ChatPorts,
  by: UserId,
  roomId: RoomId,
  ownerId: UserId,
): Promise<Room> {
  await livingRoom(ports, roomId, by)
  const { present, banned } = await ports.directory.membership(roomId, ownerId)
  if (!present || banned) throw new Refusal('NOT_A_MEMBER', 'A room can be passed on to one of its members.')
  await ports.directory.changeRoom(roomId, { ownerId })
  return tellRoom(ports, roomId)
}

/** Closes the room for good; again it changes nothing. Those who are not in it lose sight of it. Refuses as `governedRoom` does. */
export async function closeRoom(ports: ChatPorts, by: UserId, roomId: RoomId): Promise<Room> {
  const room = await governedRoom(ports, roomId, by)
  try {
    if (room.closedAt === null) await ports.directory.changeRoom(roomId, { closedAt: ports.now() })
  } finally {
    // Whatever became of it, now or the last time: an answer that was lost may have been yes. Each node looks what is so.
    ports.signals.publishAccess({ roomId, userId: null, code: null })
  }
  return room.closedAt === null ? tellRoom(ports, roomId) : room
}

async function livingRoom(ports: ChatPorts, roomId: RoomId, by: UserId): Promise<void> {
  const { closedAt } = await governedRoom(ports, roomId, by)
  if (closedAt !== null) throw new Refusal('ROOM_CLOSED')
}

function madeReady({ name, topic, ...rest }: ChangeRoomRequest): RoomChange {
  const change: RoomChange = rest
  if (name !== undefined) {
    const made = toRoomName(name)
    if (!made.ok) throw new Refusal('BAD_NAME')
    change.name = made.text
  }
  if (topic !== undefined) {
    const made = toTopic(topic)
    if (!made.ok) throw new Refusal('BAD_TOPIC')
    change.topic = made.text
  }
  return change
}
