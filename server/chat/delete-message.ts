// Takes a message back, one's own or that of somebody in a room that one decides about: its text is nowhere any more. The log's followers carry the DELETE to everybody.
import type { DeleteCommand } from '../../protocol/commands.ts'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Appended } from '../store/room-log.ts'
import { findTalk } from './find-talk.ts'
import { governs, readableRoom, requireMember } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Resolves when the deletion is found right, with the step that keeps it, as that of a talk: see `postMessage`. Somebody who
 * deletes a message again is answered as the first time. Refuses what keeps the person from reading, NOT_A_MEMBER,
 * NO_SUCH_MESSAGE, NOT_YOURS.
 */
export async function deleteMessage(
  ports: ChatPorts,
  person: User,
  roomId: RoomId,
  { seq }: DeleteCommand,
): Promise<() => Promise<Appended>> {
  const room = await readableRoom(ports, roomId, person.userId)
  const decides = room.kind !== 'direct' && (await governs(ports, room, person.userId))
  if (!decides) await requireMember(ports, roomId, person.userId)
  const talk = await findTalk(ports, roomId, seq)
  if (talk.senderId !== person.userId && !decides) throw new Refusal('NOT_YOURS')
  // The colon keeps it apart from every nonce that a client can send.
  const draft = { senderId: person.userId, sender: person.name, message: '', nonce: `delete:${seq}` }
  return () => ports.log.append(roomId, { type: 'DELETE', ...draft, refersTo: seq })
}
