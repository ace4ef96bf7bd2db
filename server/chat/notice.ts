// The notices of a stay: one ENTER and one LEAVE each, in the log, and the lobby's head count.
import type { LeaveReason } from '../../protocol/entry.ts'
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Writes the notice of one stay, once however often it is tried: its nonce names the stay. The notice is kept before the
 * membership changes, so a crash between the two leaves a stay that the next try completes, without a second notice.
 * `reason`: of a LEAVE that the person did not ask for. Answers the notice's place in the log.
 */
export async function writeNotice(
  { log }: ChatPorts,
  roomId: RoomId,
  person: User,
  type: 'ENTER' | 'LEAVE',
  stay: number,
  reason?: LeaveReason,
): Promise<Seq> {
  // The colon keeps it apart from every nonce that a client can send.
  const nonce = `${type.toLowerCase()}:${stay}`
  const draft = { type, senderId: person.userId, sender: person.name, message: '', nonce }
  const whole = reason === undefined ? draft : { ...draft, reason }
  return (await log.append(roomId, whole)).entry.seq
}

/** Tells the lobby how many members an open room has now; of other rooms, and of those that are closed, it hears nothing. */
export async function tellCount({ directory, signals }: ChatPorts, roomId: RoomId): Promise<void> {
  const room = await directory.room(roomId)
  if (room?.kind === 'open' && room.closedAt === null)
    signals.publishLobby({ type: 'ROOM_COUNT', roomId, members: room.members })
}
