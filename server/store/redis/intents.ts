// What is to be appended in several rooms together. On a Cluster no script reaches all of them, so the whole is written down
// first, by one command; then it is certain, and is applied room by room. Nonces make it harmless to apply it again: whoever
// finds it later, because the node that wrote it has died, does all of it once more.
import { randomUUID } from 'node:crypto'
import type { RoomId } from '../../../protocol/ids.ts'
import type { RedisLink } from './link.ts'
import { orUnavailable } from './outage.ts'
import type { Post } from './stored-entries.ts'

/** Posts in several rooms that are kept together. */
export interface Intent {
  /** Resolves when all of it is certain. Rejects where it is not known to be. */
  readonly written: Promise<void>
  /** Resolves when all rooms have their part. Rejects with what one of them failed with; that part is done later. */
  readonly whole: Promise<void>
  /** This room has its part. */
  applied(room: RoomId): void
  failed(error: unknown): void
}

export interface IntentsParts {
  link: RedisLink
  /** Writes an intent, so that it is durable. Rejects with Refusal UNAVAILABLE where it is not known to be. */
  write: (key: string, id: string, text: string) => Promise<unknown>
  /** Appends a room's part. */
  apply: (room: RoomId, post: Post) => Promise<unknown>
  reportFailure: (error: unknown) => void
}

/** How many intents are looked at in one look, about. */
const AT_A_LOOK = 100

/** As it stands in Redis. */
type Written = [room: RoomId, posts: Post[]][]

export class Intents {
  readonly #parts: IntentsParts
  readonly #key: string
  /** Those of this node that are under way. */
  readonly #own = new Set<string>()
  #seen = new Set<string>()
  #looking: Promise<void> = Promise.resolve()

  constructor(parts: IntentsParts) {
    this.#parts = parts
    this.#key = parts.link.keys.host('intents', 'log')
  }

  /** Writes down what is to be appended in the rooms. */
  begin(posts: ReadonlyMap<RoomId, Post[]>): Intent {
    const id = randomUUID()
    this.#own.add(id)
    const text = JSON.stringify([...posts] satisfies Written)
    const written = this.#parts.write(this.#key, id, text).then(() => {})
    const whole = Promise.withResolvers<void>()
    written.catch(() => {})
    whole.promise.catch(() => {})
    const left = new Set(posts.keys())
    return {
      written,
      whole: whole.promise,
      applied: (room) => {
        if (!left.delete(room) || left.size > 0) return
        whole.resolve()
        this.#own.delete(id)
        this.#forget(id)
      },
      failed: (error) => {
        whole.reject(error)
        this.#own.delete(id)
      },
    }
  }

  /** Looks for what nodes have left that are no more: what is still there at the second look is finished. */
  look(): void {
    this.#looking = this.#looking.then(() => this.#look()).catch(this.#parts.reportFailure)
  }

  /** Finishes all that there is. No node lives that may be about to do so itself. */
  async finishAll(): Promise<void> {
    const { commands } = this.#parts.link
    const all = await orUnavailable(commands.hgetall(this.#key))
    for (const [id, text] of Object.entries(all)) await this.#finish(id, JSON.parse(text) as Written)
  }

  /** Resolves when nothing is being finished any more. */
  async settled(): Promise<void> {
    await this.#looking
  }

  async #look(): Promise<void> {
    const { commands } = this.#parts.link
    const [, flat] = await orUnavailable(commands.hscan(this.#key, 0, 'COUNT', AT_A_LOOK))
    const seen = new Set<string>()
    for (let at = 0; at < flat.length; at += 2) {
      const [id = '', text = '[]'] = [flat[at], flat[at + 1]]
      if (this.#own.has(id)) continue
      seen.add(id)
      if (this.#seen.has(id)) await this.#finish(id, JSON.parse(text) as Written)
    }
    this.#seen = seen
  }

  async #finish(id: string, written: Written): Promise<void> {
    const posts = written.flatMap(([room, all]) => all.map((post) => this.#parts.apply(room, post)))
    await Promise.all(posts)
    this.#forget(id)
  }

  /** One that stays is only applied again. */
  #forget(id: string): void {
    this.#parts.link.commands.hdel(this.#key, id).catch(() => {})
  }
}
