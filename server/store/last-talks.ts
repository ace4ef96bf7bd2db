// The port to when somebody last talked in a room that has a slow mode.
import type { RoomId, UserId } from '../../protocol/ids.ts'

/** `at`: ms since 1970. */
export interface Talk {
  at: number
  nonce: string
}

export interface LastTalks {
  /**
   * Answers 0 where the person may talk now, `pause` milliseconds after their last talk, and counts this one as their last: of
   * several that are asked for at once, on any node, the first alone. The last, said again, is 0 too, and no later for that.
   * Otherwise answers the milliseconds to wait. What is remembered is bounded: past that somebody may talk sooner, never later.
   * Rejects for an outage with Refusal UNAVAILABLE.
   */
  take(room: RoomId, user: UserId, talk: Talk, pause: number): Promise<number>
}
