// A room's name for the one who looks: two people's room is called by the other of them.
import type { UserId } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'
import type { ChatPorts } from './ports.ts'

/** The room with the name that it has for this person, who is in it where it is a direct one. */
export async function asSeenBy(
  { directory }: Pick<ChatPorts, 'directory'>,
  room: Room,
  userId: UserId,
): Promise<Room> {
  if (room.kind !== 'direct') return room
  const other = (await directory.members(room.roomId)).find((member) => member.userId !== userId)
  return { ...room, name: other?.name ?? '' }
}
