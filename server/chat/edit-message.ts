// Gives a message that somebody wrote another text. The log's followers carry the EDIT to everybody.
import type { EditCommand } from '../../protocol/commands.ts'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Appended } from '../store/room-log.ts'
import { findTalk } from './find-talk.ts'
import { messageIn } from './message-in.ts'
import { writableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Resolves when the edit is found right, with the step that keeps it, as that of a talk: see `postMessage`. One that a deletion
 * overtakes between the two is kept without effect. Refuses NOT_A_MEMBER, NO_SUCH_ROOM, BAD_MESSAGE, TOO_LONG, NO_SUCH_MESSAGE,
 * NOT_YOURS, ALREADY_DELETED.
 */
export async function editMessage(
  ports: ChatPorts,
  person: User,
  roomId: RoomId,
  edit: EditCommand,
): Promise<() => Promise<Appended>> {
  await writableRoom(ports, roomId, person.userId)
  const message = messageIn(edit.message)
  const talk = await findTalk(ports, roomId, edit.seq)
  if (talk.senderId !== person.userId) throw new Refusal('NOT_YOURS')
  if (talk.deleted === true) throw new Refusal('ALREADY_DELETED')
  const draft = { senderId: person.userId, sender: person.name, message, nonce: edit.nonce }
  return () => ports.log.append(roomId, { type: 'EDIT', ...draft, refersTo: talk.seq })
}
