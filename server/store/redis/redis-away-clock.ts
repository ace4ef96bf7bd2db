// How long somebody has been missing, for all nodes and by Redis's clock: so it goes on when another node takes the looks over. A
// key of the person's, which goes by itself when nobody looks at them any more.
import type { UserId } from '../../../protocol/ids.ts'
import type { AwayClock } from '../away-clock.ts'
import { NOW } from './lease-scripts.ts'
import type { RedisLink, RunScript } from './link.ts'
import { orUnavailable } from './outage.ts'

/** KEYS: the person's. ARGV: until when the next look has to come, in milliseconds. Answers for how long they have been missing. */
const MISSING = `${NOW}
local since = redis.call('GET', KEYS[1]) or string.format('%.0f', now)
redis.call('SET', KEYS[1], since, 'PX', ARGV[1])
return string.format('%.0f', now - since)
`

export class RedisAwayClock implements AwayClock {
  readonly #link: RedisLink
  readonly #missing: RunScript

  constructor(link: RedisLink) {
    this.#link = link
    this.#missing = link.script('missing', MISSING)
  }

  async missing(user: UserId, patience: number): Promise<number> {
    return Number(await this.#missing([this.#keyOf(user)], [Math.ceil(patience)]))
  }

  async here(user: UserId): Promise<void> {
    await orUnavailable(this.#link.commands.del(this.#keyOf(user)))
  }

  #keyOf(user: UserId): string {
    return this.#link.keys.person(user, 'missing')
  }
}
