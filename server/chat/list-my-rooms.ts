// The rooms that somebody is in, each with what they have not read. What it costs grows with the rooms, not with their logs.
import type { UserId } from '../../protocol/ids.ts'
import type { MyRoom } from '../../protocol/rest.ts'
import type { ChatPorts } from './ports.ts'
import type { Stay } from '../store/directory.ts'

/** Oldest first. */
export async function listMyRooms(ports: ChatPorts, userId: UserId): Promise<MyRoom[]> {
  const rooms = await Promise.all((await ports.directory.stays(userId)).map((stay) => look(ports, stay)))
  return rooms.filter((room) => room !== null)
}

/** Null where the room has gone meanwhile. */
async function look({ directory, log }: ChatPorts, { roomId, read }: Stay): Promise<MyRoom | null> {
  const room = await directory.room(roomId)
  if (room === null) return null
  const { last, epoch } = await log.head(roomId)
  return { ...room, seq: last, epoch, read, unread: Math.max(0, last - read) }
}
