// Slow mode: so much time between two messages of one person in a room, but for whoever decides about it.
import { Refusal } from '../../protocol/errors.ts'
import type { Nonce, UserId } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'
import { governs } from './policy.ts'
import type { ChatPorts } from './ports.ts'

/**
 * Passes where the person may talk now, and counts that as their talk: of several that are checked together only the first
 * may. What was kept already may be said again at any time. Refuses TOO_FAST, with the time to wait.
 */
export async function requirePause(
  ports: ChatPorts,
  room: Room,
  userId: UserId,
  nonce: Nonce,
): Promise<void> {
  if (await governs(ports, room, userId)) return
  const talk = { at: ports.now(), nonce }
  const wait = await ports.lastTalks.take(room.roomId, userId, talk, 1_000 * room.slowMode)
  if (wait === 0) return
  if (await ports.log.holds(room.roomId, userId, nonce)) return
  throw new Refusal('TOO_FAST', `In this room one talks every ${room.slowMode} seconds.`, {
    retryAfter: wait,
  })
}
