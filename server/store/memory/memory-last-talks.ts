// When somebody last talked in a room that has a slow mode, remembered in this process.
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import type { LastTalks, Talk } from '../last-talks.ts'
import { Recent } from '../recent.ts'

/** Of how many people in how many rooms: past that the longest silent are forgotten. */
const REMEMBERED = 20_000

export class MemoryLastTalks implements LastTalks {
  readonly #talks = new Recent<string, Talk>(REMEMBERED)

  async take(room: RoomId, user: UserId, talk: Talk, pause: number): Promise<number> {
    // Ids have no spaces.
    const key = `${room} ${user}`
    const last = this.#talks.get(key)
    if (last?.nonce === talk.nonce) return 0
    const wait = last === undefined ? 0 : Math.max(0, last.at + pause - talk.at)
    if (wait === 0) this.#talks.set(key, talk)
    return wait
  }
}
