// Puts what somebody says into a room's log. The log's followers carry it to everybody, the sender too.
import type { TalkCommand } from '../../protocol/commands.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Appended } from '../store/room-log.ts'
import { messageIn } from './message-in.ts'
import { writableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'
import { requirePause } from './slow-mode.ts'

/**
 * Resolves when the message is found right, with the step that posts it: that takes the message's place in the order when
 * it is called, and resolves when the message is durable. The same nonce again keeps nothing new. Refuses BAD_MESSAGE,
 * TOO_LONG, and what keeps the person from writing in the room.
 */
export async function postMessage(
  ports: ChatPorts,
  person: User,
  roomId: RoomId,
  talk: TalkCommand,
): Promise<() => Promise<Appended>> {
  // First, because it costs little: a stranger's words are not worth the work.
  const room = await writableRoom(ports, roomId, person.userId)
  const message = messageIn(talk.message)
  if (room.slowMode > 0) await requirePause(ports, room, person.userId, talk.nonce)
  const draft = { senderId: person.userId, sender: person.name, message, nonce: talk.nonce }
  return () => ports.log.append(roomId, { type: 'TALK', ...draft })
}
