// The room of two people: opened by either of them, and the same whoever does.
import { randomUUID } from 'node:crypto'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { Room, User } from '../../protocol/rest.ts'
import { existingPerson } from './existing-person.ts'
import { readableRoom } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/** The room as `by` sees it. Refuses NO_SUCH_PERSON, and BAD_REQUEST for a room with oneself. */
export async function openDirectRoom(
  ports: ChatPorts,
  by: User,
  userId: UserId,
): Promise<{ room: Room; isNew: boolean }> {
  if (userId === by.userId) throw new Refusal('BAD_REQUEST', 'A direct room is for two people.')
  const pair = [{ userId: by.userId, name: by.name }, await existingPerson(ports, userId)] as const
  const wanted = { roomId: randomUUID() as RoomId, createdAt: ports.now() }
  const { roomId, isNew } = await ports.directory.openDirectRoom(wanted, pair)
  if (isNew) for (const each of pair) ports.signals.publishPerson(each.userId, { type: 'ENTERED', roomId })
  return { room: await readableRoom(ports, roomId, by.userId), isNew }
}
