// What waits to be appended, room by room, in the order of the calls: one script at a time for a room, which takes all that has
// gathered meanwhile, and as many rooms at once as there are. So the order in a room holds whatever becomes of a single call.
import type { RoomId } from '../../../protocol/ids.ts'
import type { Appended } from '../room-log.ts'
import type { Intent } from './intents.ts'
import type { Post } from './stored-entries.ts'

/** What one script has kept, in the order of the posts. `told` resolves when the followers on this node have heard of it. */
export interface Kept {
  appended: Appended[]
  told: Promise<void>
}

interface Waiting {
  post: Post
  resolve: (appended: Appended) => void
  reject: (error: unknown) => void
}

/** What is never parted. `intent`: of which this is the room's part. */
interface Unit {
  waiting: Waiting[]
  intent: Intent | null
}

interface Lane {
  units: Unit[]
  idle: Promise<void>
}

export interface LaneParts {
  /** Keeps all posts of a room or none. */
  keep: (room: RoomId, posts: readonly Post[]) => Promise<Kept>
  /** For posts in several rooms. */
  begin: (posts: ReadonlyMap<RoomId, Post[]>) => Intent
}

/** Few enough that one script holds Redis up for about a millisecond. */
const LARGEST_BATCH = 64

export class RoomLanes {
  readonly #parts: LaneParts
  readonly #lanes = new Map<RoomId, Lane>()
  /** What is appended together at this moment. */
  #together: Map<RoomId, Waiting[]> | null = null
  /** Those that are kept, and wait until that has been told. */
  readonly #settling = new Set<Promise<void>>()

  constructor(parts: LaneParts) {
    this.#parts = parts
  }

  /** Takes the post's place in its room's order. Rejects with what its script failed with. */
  add(room: RoomId, post: Post): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const waiting = { post, resolve, reject }
      if (this.#together === null) this.#push(room, { waiting: [waiting], intent: null })
      else this.#together.set(room, [...(this.#together.get(room) ?? []), waiting])
    })
  }

  /** Calls `work`; what is added while it runs is kept all or not at all. */
  together(work: () => void): void {
    if (this.#together !== null) return work()
    const gathered = new Map<RoomId, Waiting[]>()
    this.#together = gathered
    try {
      work()
    } finally {
      this.#together = null
      const intent = gathered.size > 1 ? this.#parts.begin(postsOf(gathered)) : null
      for (const [room, waiting] of gathered) this.#push(room, { waiting, intent })
    }
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.#lanes.size + this.#settling.size > 0)
      await Promise.all([...[...this.#lanes.values()].map(({ idle }) => idle), ...this.#settling])
  }

  #push(room: RoomId, unit: Unit): void {
    const lane = this.#lanes.get(room)
    if (lane !== undefined) return void lane.units.push(unit)
    const opened: Lane = { units: [unit], idle: Promise.resolve() }
    this.#lanes.set(room, opened)
    opened.idle = this.#run(room, opened)
  }

  /** Begins with the end of this turn, so that all of it is one script. Never rejects. */
  async #run(room: RoomId, lane: Lane): Promise<void> {
    await new Promise(setImmediate)
    while (lane.units.length > 0) await this.#keep(room, nextOf(lane.units))
    this.#lanes.delete(room)
  }

  async #keep(room: RoomId, { waiting, intent }: Unit): Promise<void> {
    try {
      await intent?.written
      const kept = await this.#parts.keep(
        room,
        waiting.map(({ post }) => post),
      )
      intent?.applied(room)
      this.#settle(waiting, kept, intent)
    } catch (error) {
      intent?.failed(error)
      for (const { reject } of waiting) reject(error)
    }
  }

  /** Answers when that has been told, and all of an intent is applied; meanwhile the lane goes on. */
  #settle(waiting: readonly Waiting[], { appended, told }: Kept, intent: Intent | null): void {
    const settled = Promise.all([told, intent?.whole])
      .then(() => waiting.forEach(({ resolve }, index) => resolve(appended[index] as Appended)))
      .catch((error: unknown) => waiting.forEach(({ reject }) => reject(error)))
      .finally(() => this.#settling.delete(settled))
    this.#settling.add(settled)
  }
}

function postsOf(gathered: ReadonlyMap<RoomId, Waiting[]>): Map<RoomId, Post[]> {
  return new Map([...gathered].map(([room, waiting]) => [room, waiting.map(({ post }) => post)]))
}

/** As many units as make up a batch, in one, and taken out. What has an intent is by itself. */
function nextOf(units: Unit[]): Unit {
  const waiting: Waiting[] = []
  while (units[0] !== undefined && waiting.length < LARGEST_BATCH) {
    const [unit] = units
    if (unit.intent !== null && waiting.length > 0) break
    units.shift()
    waiting.push(...unit.waiting)
    if (unit.intent !== null) return { waiting, intent: unit.intent }
  }
  return { waiting, intent: null }
}
