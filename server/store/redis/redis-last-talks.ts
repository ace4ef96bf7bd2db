// When somebody last talked in a room that has a slow mode, for all nodes: a key for each of them, which goes by itself.
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import type { LastTalks, Talk } from '../last-talks.ts'
import type { RedisLink, RunScript } from './link.ts'

/** Milliseconds for which a talk may matter, whatever becomes of the room's pace meanwhile. */
const MATTERS = 1_000 * LIMITS.slowestMode

/**
 * Looks and takes in one step, so that of two nodes that ask at once one is first.
 * KEYS: the person's in the room. ARGV: when, the nonce, the pause, how long it matters. Answers how long to wait.
 */
const TAKE_TALK = `
local last = redis.call('GET', KEYS[1])
if last then
  local space = string.find(last, ' ', 1, true)
  if string.sub(last, space + 1) == ARGV[2] then return '0' end
  local wait = string.sub(last, 1, space - 1) + ARGV[3] - ARGV[1]
  if wait > 0 then return string.format('%.0f', wait) end
end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[4])
return '0'
`

export class RedisLastTalks implements LastTalks {
  readonly #link: RedisLink
  readonly #take: RunScript

  constructor(link: RedisLink) {
    this.#link = link
    this.#take = link.script('takeTalk', TAKE_TALK)
  }

  async take(room: RoomId, user: UserId, { at, nonce }: Talk, pause: number): Promise<number> {
    const key = this.#link.keys.room(room, `talked:${user}`)
    return Number(await this.#take([key], [at, nonce, pause, MATTERS]))
  }
}
