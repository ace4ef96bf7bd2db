// What can be done in a room by a SEND, found right and not yet done, however the client said it.
import type { DeleteCommand, EditCommand, TalkCommand } from '../../protocol/commands.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import { deleteMessage } from '../chat/delete-message.ts'
import { editMessage } from '../chat/edit-message.ts'
import { enterRoom } from '../chat/enter-room.ts'
import { leavableRoom, leaveRoom } from '../chat/leave-room.ts'
import { enterableRoom } from '../chat/policy.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { postMessage } from '../chat/post-message.ts'
import { done } from './route.ts'
import type { Deed } from './router.ts'

/** Refuses as `enterRoom` does. */
export async function entering(ports: ChatPorts, person: User, roomId: RoomId): Promise<Deed> {
  await enterableRoom(ports, roomId, person.userId)
  return done(() => enterRoom(ports, person, roomId))
}

/** Refuses as `leaveRoom` does. */
export async function leaving(ports: ChatPorts, person: User, roomId: RoomId): Promise<Deed> {
  await leavableRoom(ports, roomId, person)
  return done(() => leaveRoom(ports, person, roomId))
}

/** Refuses as `postMessage` does. */
export async function talking(
  ports: ChatPorts,
  person: User,
  roomId: RoomId,
  talk: TalkCommand,
): Promise<Deed> {
  return posted(await postMessage(ports, person, roomId, talk))
}

/** Refuses as `editMessage` does. */
export async function editing(
  ports: ChatPorts,
  person: User,
  roomId: RoomId,
  edit: EditCommand,
): Promise<Deed> {
  return posted(await editMessage(ports, person, roomId, edit))
}

/** Refuses as `deleteMessage` does. */
export async function deleting(
  ports: ChatPorts,
  person: User,
  roomId: RoomId,
  deletion: DeleteCommand,
): Promise<Deed> {
  return posted(await deleteMessage(ports, person, roomId, deletion))
}

/** Its place in the order is enough for the next frame: that need not wait for this one's disk. */
function posted(post: () => Promise<unknown>): Deed {
  return { effect: 'posts', begin: async () => ({ kept: post() }) }
}
