// The notices of a stay: one ENTER and one LEAVE each, in the log, and the lobby's head count.
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Writes the notice of one stay, once however often it is tried: its nonce names the stay. The notice is kept before the
 * membership changes, so a crash between the two leaves a stay that the next try completes, without a second notice.
 * Answers the notice's place in the log.
 */
export async function writeNotice(
  { log }: ChatPorts,
  roomId: RoomId,
  person: User,
  type: 'ENTER' | 'LEAVE',
  stay: number,
): Promise<Seq> {
  // The colon keeps it apart from every nonce that a client can send.
  const nonce = `${type.toLowerCase()}:${stay}`
  const draft = { type, senderId: person.userId, sender: person.name, message: '', nonce }
  return (await log.append(roomId, draft)).entry.seq
}

/** Tells the lobby how many members the room has now. */
export async function tellCount({ directory, signals }: ChatPorts, roomId: RoomId): Promise<void> {
  const room = await directory.room(roomId)
  if (room !== null) signals.publishLobby({ type: 'ROOM_COUNT', roomId, members: room.members })
}
