// Who is here: a person appears with their first connection and is gone with their last, however many devices they use.
import type { UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Unfollow } from '../store/room-log.ts'
import type { PresenceChange } from '../store/signals.ts'
import type { ChatPorts } from './ports.ts'

/** One more connection of `person`. Their rooms are told where it is the first. */
export async function appear(ports: ChatPorts, person: User): Promise<void> {
  if (await ports.signals.appear(person)) await tellRooms(ports, person.userId, true)
}

/** One connection of `person` less. Their rooms are told where it was the last. */
export async function vanish(ports: ChatPorts, person: User): Promise<void> {
  if (await ports.signals.vanish(person.userId)) await tellRooms(ports, person.userId, false)
}

/**
 * Tells the rooms also of those who come and go with a node that died or was cut off, one after the other: they may be many.
 * Rejects with Refusal UNAVAILABLE.
 */
export function followPresence(ports: ChatPorts, reportFailure: (error: unknown) => void): Promise<Unfollow> {
  let told = Promise.resolve()
  return ports.signals.followPresence((change) => {
    told = told.then(() => tellChange(ports, change)).catch(reportFailure)
  })
}

/** Unless it is otherwise again by now. */
async function tellChange(ports: ChatPorts, { userId, online }: PresenceChange): Promise<void> {
  const isHere = (await ports.signals.online([userId])).has(userId)
  if (isHere === online) await tellRooms(ports, userId, online)
}

async function tellRooms({ directory, signals }: ChatPorts, userId: UserId, online: boolean): Promise<void> {
  for (const roomId of await directory.roomsOf(userId)) {
    signals.publishRoom(roomId, { type: 'PRESENCE', roomId, userId, online })
  }
}
