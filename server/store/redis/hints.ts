// Indexes over what is kept in other slots: which rooms somebody is in, which rooms are open. No script can change an index
// together with what it tells of, so an index only hints: it may tell of more than there is, never of less, and whoever reads it
// looks at the truth as well.
import type { RedisLink, RunScript } from './link.ts'

/** Milliseconds after it was announced in which something may come to pass; after that its script refuses (`IN_TIME`). */
const IN_TIME_FOR = 30_000
/** Milliseconds after which it has come to pass or never will, however far the clocks of a Cluster's nodes are apart. */
export const SETTLED_AFTER = 2 * IN_TIME_FOR

/** Lua: `now`, ms since 1970 by the clock of the node that runs the script. */
export const NOW = `
  local clock = redis.call('TIME')
  local now = math.floor(clock[1] * 1000 + clock[2] / 1000)`

/** Lua: for what was announced at ARGV[1], '' where nothing needed to be; ends a script that comes too late with LATE. */
export const IN_TIME = `${NOW}
  if now - (tonumber(ARGV[1]) or now) > ${IN_TIME_FOR} then return 'LATE' end`

/** ARGV: what. It is in the index from now on, under the time of this announcement alone. */
const ANNOUNCE = `${NOW}
  local of = ARGV[1] .. ' '
  for _, old in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], '[' .. of, '(' .. ARGV[1] .. '!')) do
    redis.call('ZREM', KEYS[1], old)
  end
  redis.call('ZADD', KEYS[1], 0, of .. string.format('%.0f', now))
  return now`

/** ARGV: from where, how many. What the index has there, and when it was read. */
const READ = `${NOW}
  return {now, redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], '+', 'LIMIT', 0, ARGV[2])}`

/** ARGV: a time, then each what. Takes out those that were announced by then. */
const FORGET = `
  for index = 2, #ARGV do
    local found = redis.call('ZRANGEBYLEX', KEYS[1], '[' .. ARGV[index] .. ' ', '(' .. ARGV[index] .. '!')
    for _, old in ipairs(found) do
      if tonumber(string.match(old, '%d+$')) <= tonumber(ARGV[1]) then redis.call('ZREM', KEYS[1], old) end
    end
  end
  return 1`

/** What an index tells of, in the order of its texts, and when it was read: ms since 1970 by Redis's clock. */
export interface Hinted {
  what: string[]
  at: number
}

/** What to read: no text that is before `from`, null for all; `limit` at most, null for all. */
export interface HintPage {
  from: string | null
  limit: number | null
}

/** A text that is after `what` and before all others that are. */
export function past(what: string): string {
  return `${what}!`
}

/** A member of an index for what came to pass long ago; the same however often it is put in. */
export function settled(what: string): string {
  return `${what} 0`
}

/** A `what` has no character that sorts before a space or is `!`, and none of an index is another with a space behind it. */
export class Hints {
  readonly #announce: RunScript
  readonly #read: RunScript
  readonly #forget: RunScript

  constructor(link: RedisLink) {
    this.#announce = link.script('announceHint', ANNOUNCE)
    this.#read = link.script('readHints', READ)
    this.#forget = link.script('forgetHints', FORGET)
  }

  /** To be called before `what` comes to pass, with the script that has `IN_TIME`; answers its ARGV[1]. */
  async announce(index: string, what: string): Promise<number> {
    return Number(await this.#announce([index], [what]))
  }

  /** The truth of each `what` of a page, in its order, without those that `look` finds to be true no more: its null. */
  async verified<Truth>(
    index: string,
    look: (what: readonly string[]) => Promise<(Truth | null)[]>,
    page?: HintPage,
  ): Promise<Truth[]> {
    const { what, at } = await this.read(index, page)
    const truths = await look(what)
    const wrong = what.filter((_, nth) => truths[nth] === null)
    this.forget(index, wrong, at)
    return truths.filter((truth) => truth !== null)
  }

  /** All that is true is told of, and perhaps what is true no more, or not yet. */
  async read(index: string, { from, limit }: HintPage = { from: null, limit: null }): Promise<Hinted> {
    const args = [from === null ? '-' : `[${from}`, limit ?? -1]
    const [at, members] = (await this.#read([index], args)) as [number, string[]]
    return { at: Number(at), what: members.map((member) => member.slice(0, member.lastIndexOf(' '))) }
  }

  /**
   * For what was not true at a time, by Redis's clock: before the truth was looked at. It stays where it may have been about
   * to come to pass then, or was announced since. Nobody waits for it: what cannot be forgotten now is another time.
   */
  forget(index: string, what: readonly string[], at: number): void {
    if (what.length > 0) this.#forget([index], [at - SETTLED_AFTER, ...what]).catch(() => {})
  }
}
