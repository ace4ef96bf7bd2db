// Puts what somebody says into a room's log. The log's followers carry it to everybody, the sender too.
import type { TalkCommand } from '../../protocol/commands.ts'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import { toMessage } from '../../protocol/text.ts'
import type { Appended } from '../store/room-log.ts'
import { writingMember } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Resolves when the message is found right, with the step that posts it: that takes the message's place in the order when
 * it is called, and resolves when the message is durable. The same nonce again keeps nothing new. Refuses BAD_MESSAGE,
 * TOO_LONG, NOT_A_MEMBER, NO_SUCH_ROOM.
 */
export async function postMessage(
  ports: ChatPorts,
  person: User,
  roomId: RoomId,
  talk: TalkCommand,
): Promise<() => Promise<Appended>> {
  // First, because it costs little: a stranger's words are not worth the work.
  await writingMember(ports, roomId, person.userId)
  const said = toMessage(talk.message)
  if (!said.ok) throw new Refusal(said.fault === 'TOO_LONG' ? 'TOO_LONG' : 'BAD_MESSAGE')
  const draft = { senderId: person.userId, sender: person.name, message: said.text, nonce: talk.nonce }
  return () => ports.log.append(roomId, { type: 'TALK', ...draft })
}
