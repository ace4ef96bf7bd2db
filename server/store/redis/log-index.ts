// Which rooms have a log. A Cluster has no order of all its keys, so there is an index: a sorted set in a slot of its own.
import type { RoomId } from '../../../protocol/ids.ts'
import { Recent } from '../recent.ts'
import type { RedisLink } from './link.ts'
import { logIndex, logKeys } from './log-keys.ts'
import { answersTo } from './many-questions.ts'
import { orUnavailable } from './outage.ts'

/** Rooms that this node knows to be in the index, at most: one more than it has room for costs a command. */
const REMEMBERED_ROOMS = 200_000
/** For all of them. */
const ADDED = Promise.resolve()

export class LogIndex {
  readonly #link: RedisLink
  readonly #key: string
  readonly #added = new Recent<RoomId, Promise<unknown>>(REMEMBERED_ROOMS)

  constructor(link: RedisLink) {
    this.#link = link
    this.#key = logIndex(link.keys)
  }

  /**
   * Resolves when the room is in the index: before its log begins, so that no log is without. Each node sees to that once for
   * a room, and again where data may have been lost.
   */
  async add(room: RoomId): Promise<void> {
    const known = this.#added.get(room)
    if (known !== undefined) return void (await known)
    const adding = orUnavailable(this.#link.commands.zadd(this.#key, 0, room))
    void this.#added.set(room, adding)
    await adding.catch((error: unknown) => {
      this.#added.forget(room)
      throw error
    })
    void this.#added.set(room, ADDED)
  }

  /** The log has begun anew, and so may have the index. */
  async addAgain(room: RoomId): Promise<void> {
    this.#added.forget(room)
    await this.add(room)
  }

  /** Rooms that have a log, in the order of their ids, after this one. */
  async rooms(after: RoomId | null, limit: number): Promise<RoomId[]> {
    const found: RoomId[] = []
    let from = after
    while (found.length < limit) {
      const listed = await this.#listed(from, limit)
      found.push(...(await this.#thoseThere(listed)))
      from = listed.at(-1) ?? null
      if (listed.length < limit) break
    }
    return found.slice(0, limit)
  }

  async #listed(after: RoomId | null, limit: number): Promise<RoomId[]> {
    const from = after === null ? '-' : `(${after}`
    return (await orUnavailable(
      this.#link.commands.zrangebylex(this.#key, from, '+', 'LIMIT', 0, limit),
    )) as RoomId[]
  }

  /** The index may name rooms whose log was never begun, or was lost. */
  async #thoseThere(rooms: readonly RoomId[]): Promise<RoomId[]> {
    const heads = rooms.map((room) => logKeys(this.#link.keys, room)[0])
    const isThere = await answersTo(
      this.#link,
      heads.map((head) => ['exists', head]),
    )
    return rooms.filter((_, nth) => isThere[nth] === 1)
  }
}
