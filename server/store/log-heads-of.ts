// Asks where logs stand, for those who have to know whose head each is.
import type { RoomId } from '../../protocol/ids.ts'
import type { RoomHead } from './index-replica.ts'
import type { RoomLog } from './room-log.ts'

/** The heads of these logs, in their order. Rejects as `RoomLog.heads` does. */
export async function headsOf(log: RoomLog, rooms: readonly RoomId[]): Promise<RoomHead[]> {
  const heads = await log.heads(rooms)
  return heads.map((head, nth) => ({ roomId: rooms[nth] as RoomId, ...head }))
}

/** The head of one log. */
export async function headOf(log: RoomLog, roomId: RoomId): Promise<RoomHead> {
  return { roomId, ...(await log.head(roomId)) }
}
