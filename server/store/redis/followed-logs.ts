// The rooms' logs that somebody on this node follows: each is listened to once for all of them, and only while there are any.
import type { Entry } from '../../../protocol/entry.ts'
import type { RoomId, Seq } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { Followers } from '../followers.ts'
import type { Appended, LogFollower, LogGap, LogHead, Page, Unfollow } from '../room-log.ts'
import type { ChannelFollower } from './channels.ts'
import { FollowedLog } from './followed-log.ts'
import type { RedisLink } from './link.ts'
import { logChannel } from './log-keys.ts'
import { newsIn } from './stored-entries.ts'

/** In how many parts all logs are looked at, one after the other. */
const ROUND = 30

export interface FollowedLogsParts {
  link: RedisLink
  head: (room: RoomId) => Promise<LogHead>
  read: (room: RoomId, page: Page) => Promise<Entry[]>
}

export interface FollowFigures {
  rooms: number
  entriesRead: number
  gaps: number
}

/** What is called back with. */
type Told = { entry: Entry } | { gap: LogGap }

interface Followed {
  log: FollowedLog
  followers: number
  begun: Promise<void>
  unfollow: Unfollow | null
}

export class FollowedLogs {
  readonly #parts: FollowedLogsParts
  readonly #followers = new Followers<RoomId, Told>()
  readonly #byRoom = new Map<RoomId, Followed>()
  #round = this.#byRoom.values()
  #entriesRead = 0
  #gaps = 0

  constructor(parts: FollowedLogsParts) {
    this.#parts = parts
  }

  /** How many rooms are followed now; and since the start how many entries had to be read, and how many gaps were told. */
  get figures(): FollowFigures {
    return { rooms: this.#byRoom.size, entriesRead: this.#entriesRead, gaps: this.#gaps }
  }

  /** See `RoomLog.follow`. */
  async follow(room: RoomId, follower: LogFollower): Promise<Unfollow> {
    const followed = this.#byRoom.get(room) ?? this.#open(room)
    followed.followers += 1
    const remove = this.#followers.add(room, (told) =>
      'entry' in told ? follower.onEntry(told.entry) : follower.onGap(told.gap),
    )
    let isFollowing = true
    const unfollow = (): void => {
      if (!isFollowing) return
      isFollowing = false
      remove()
      this.#leave(room, followed)
    }
    await followed.begun.catch((error: unknown) => {
      unfollow()
      throw error
    })
    return unfollow
  }

  /** What has come of this node's own appends. Resolves when all of it has been called back, where anybody follows. */
  async tell(room: RoomId, appended: readonly Appended[]): Promise<void> {
    const log = this.#byRoom.get(room)?.log
    const entries = appended.map(({ entry }) => entry)
    const [first] = entries
    if (log === undefined || first === undefined) return
    const newest = Math.max(...entries.map(({ seq }) => seq)) as Seq
    log.take(first.epoch, newest, () => entries.filter((_, index) => appended[index]?.duplicate === false))
    await log.reached(first.epoch, newest)
  }

  /**
   * Looks where some of the logs stand, others each time. A message that is lost is noticed by the next, or by the connection
   * that breaks; where both stay away, as behind a proxy that swallows what it is given, nothing else would tell.
   */
  lookAtSome(): void {
    for (let left = Math.ceil(this.#byRoom.size / ROUND); left > 0; left -= 1) {
      const next = this.#round.next()
      if (next.done !== true) next.value.log.doubt()
      else this.#round = this.#byRoom.values()
    }
  }

  close(): void {
    for (const [room, followed] of this.#byRoom) this.#end(room, followed)
  }

  #open(room: RoomId): Followed {
    const log = new FollowedLog({
      head: () => this.#parts.head(room),
      readAfter: (after) => this.#readAfter(room, after),
      onEntry: (entry) => this.#followers.tell(room, { entry }),
      onGap: (gap) => {
        this.#gaps += 1
        this.#followers.tell(room, { gap })
      },
    })
    const followed: Followed = { log, followers: 0, begun: Promise.resolve(), unfollow: null }
    this.#byRoom.set(room, followed)
    followed.begun = this.#begin(room, followed)
    return followed
  }

  async #readAfter(room: RoomId, after: Seq): Promise<Entry[]> {
    const entries = await this.#parts.read(room, { after, limit: LIMITS.pageEntries })
    this.#entriesRead += entries.length
    return entries
  }

  /** Listens first, so that nothing falls between that and where the log stands. */
  async #begin(room: RoomId, followed: Followed): Promise<void> {
    const { link } = this.#parts
    followed.unfollow = await link.channels.follow(logChannel(link.keys, room), ear(room, followed.log))
    if (this.#byRoom.get(room) !== followed) followed.unfollow()
    await followed.log.begin()
  }

  /** In the next turn: whoever follows instead takes over where this one was. */
  #leave(room: RoomId, followed: Followed): void {
    followed.followers -= 1
    if (followed.followers > 0) return
    setImmediate(() => {
      if (followed.followers === 0) this.#end(room, followed)
    })
  }

  #end(room: RoomId, followed: Followed): void {
    if (this.#byRoom.get(room) !== followed) return
    this.#byRoom.delete(room)
    followed.log.close()
    followed.unfollow?.()
  }
}

function ear(room: RoomId, log: FollowedLog): ChannelFollower {
  return {
    hear: (message) => {
      const { epoch, last, entries } = newsIn(room, message)
      log.take(epoch, last, entries)
    },
    missed: () => log.doubt(),
  }
}
