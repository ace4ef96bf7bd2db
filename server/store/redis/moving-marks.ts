// The marks of a move in Redis: that a host is moving in there, or out, or has moved away. No node takes it for its own then.
import type { RoomId } from '../../../protocol/ids.ts'
import type { Arriving, Leaving } from '../moving.ts'
import type { RedisLink } from './link.ts'
import type { Keys } from './keys.ts'
import { orUnavailable } from './outage.ts'

/** Where they are: in the slot of the host's identity, so that one script may look at all. */
export const movingKeys = (keys: Keys): [arriving: string, leaving: string] => [
  keys.host('host', 'moving-in'),
  keys.host('host', 'moving-out'),
]

export class MovingMarks {
  readonly #link: RedisLink
  readonly #arriving: string
  readonly #leaving: string

  constructor(link: RedisLink) {
    this.#link = link
    ;[this.#arriving, this.#leaving] = movingKeys(link.keys)
  }

  async arriving(): Promise<Arriving | null> {
    return this.#read<Arriving>(this.#arriving)
  }

  async leaving(): Promise<Leaving | null> {
    return this.#read<Leaving>(this.#leaving)
  }

  async markArriving(arriving: Arriving): Promise<void> {
    await orUnavailable(this.#link.commands.hset(this.#arriving, 'mark', JSON.stringify(arriving)))
  }

  async markLeaving(leaving: Leaving): Promise<void> {
    await orUnavailable(this.#link.commands.hset(this.#leaving, 'mark', JSON.stringify(leaving)))
  }

  async endArriving(): Promise<void> {
    await orUnavailable(this.#link.commands.del(this.#arriving))
  }

  /** How far the move is that comes here, see `HouseWriter`. */
  async pass(room: RoomId): Promise<void> {
    await orUnavailable(this.#link.commands.hset(this.#arriving, 'passed', room))
  }

  async passed(): Promise<RoomId | null> {
    return (await orUnavailable(this.#link.commands.hget(this.#arriving, 'passed'))) as RoomId | null
  }

  async #read<Mark>(key: string): Promise<Mark | null> {
    const text = await orUnavailable(this.#link.commands.hget(key, 'mark'))
    return text === null ? null : (JSON.parse(text) as Mark)
  }
}
