// The rooms that somebody is in, each with what they have not read. What it costs grows with the rooms, not with their logs.
import type { UserId } from '../../protocol/ids.ts'
import type { MyRoom } from '../../protocol/rest.ts'
import type { Stay } from '../store/directory.ts'
import type { LogHead } from '../store/room-log.ts'
import { asSeenBy } from './as-seen-by.ts'
import type { ChatPorts } from './ports.ts'

type RoomPorts = Pick<ChatPorts, 'directory' | 'log'>

/** Oldest first: of every kind, and those that are closed too. */
export async function listMyRooms(ports: RoomPorts, userId: UserId): Promise<MyRoom[]> {
  const stays = await ports.directory.stays(userId)
  const heads = await ports.log.heads(stays.map(({ roomId }) => roomId))
  const rooms = await Promise.all(stays.map((stay, nth) => show(ports, stay, userId, heads[nth])))
  return rooms.filter((room) => room !== null)
}

/** One of somebody's rooms. Null where the room has gone meanwhile. */
export function showOwnRoom(ports: RoomPorts, stay: Stay, userId: UserId): Promise<MyRoom | null> {
  return show(ports, stay, userId)
}

/** `head`: where that is known already. */
async function show(
  ports: RoomPorts,
  { roomId, read }: Stay,
  userId: UserId,
  head?: LogHead,
): Promise<MyRoom | null> {
  const room = await ports.directory.room(roomId)
  if (room === null) return null
  const { last, epoch } = head ?? (await ports.log.head(roomId))
  const unread = await ports.log.talksAfter(roomId, read)
  return { ...(await asSeenBy(ports, room, userId)), seq: last, epoch, read, unread }
}
