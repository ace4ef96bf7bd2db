// Who is here: a person appears with their first connection and is gone with their last, however many devices they use.
import type { User } from '../../protocol/rest.ts'
import type { ChatPorts } from './ports.ts'

/** One more connection of `person`. Their rooms are told where it is the first. */
export async function appear(ports: ChatPorts, person: User): Promise<void> {
  if (await ports.signals.appear(person.userId)) await tellRooms(ports, person, true)
}

/** One connection of `person` less. Their rooms are told where it was the last. */
export async function vanish(ports: ChatPorts, person: User): Promise<void> {
  if (await ports.signals.vanish(person.userId)) await tellRooms(ports, person, false)
}

async function tellRooms(
  { directory, signals }: ChatPorts,
  { userId }: User,
  online: boolean,
): Promise<void> {
  for (const roomId of await directory.roomsOf(userId)) {
    signals.publishRoom(roomId, { type: 'PRESENCE', roomId, userId, online })
  }
}
