// What everything is called in Redis. What belongs to one room, person or sign-in has that in braces, so that a Cluster keeps it
// in one slot, where one script may change all of it.
import type { Login, RoomId, UserId } from '../../../protocol/ids.ts'

const TAGS = { rooms: 'r', people: 'u', families: 'f' } as const

export class Keys {
  readonly #prefix: string

  /** `prefix`: of all keys and channels of one host; several hosts may share a Redis, each with its own. */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /** What all keys and no others match, as SCAN takes it. A prefix has no character that means anything there. */
  get all(): string {
    return `${this.#prefix}:*`
  }

  /** Of a room: its log, who is in it, its marks. */
  room(room: RoomId, part: string): string {
    return this.#tagged(`${TAGS.rooms}:${room}`, part)
  }

  /** Of a person: their rooms, their account. */
  person(user: UserId, part: string): string {
    return this.#tagged(`${TAGS.people}:${user}`, part)
  }

  /** Of two people: which room is theirs. `pair`: see `pairKey`. */
  pair(pair: string): string {
    return this.#tagged(`d:${pair}`, 'room')
  }

  login(login: Login): string {
    return this.#tagged(`l:${login}`, 'account')
  }

  family(family: string): string {
    return this.#tagged(`${TAGS.families}:${family}`, 'family')
  }

  /** Of a general destination. */
  topic(destination: string): string {
    return this.#tagged(`t:${destination}`, 'topic')
  }

  /** Of all: what there is once a host. Keys of the same `kind` are in one slot. */
  host(kind: string, part: string): string {
    return this.#tagged(`h:${kind}`, part)
  }

  /** What the keys of all rooms, people or families with this part match, as SCAN takes it; `*` for any part. */
  every(kind: 'rooms' | 'people' | 'families', part: string): string {
    return `${this.#prefix}:{${TAGS[kind]}:*}:${part}`
  }

  /** What a key of a room, person or family is of, and its part. */
  partsOf(key: string): { id: string; part: string } {
    const [id = '', part = ''] = key.slice(`${this.#prefix}:{r:`.length).split('}:')
    return { id: decodeURIComponent(id), part }
  }

  /** A tag ends at the first brace, and an empty one is none: those of a login or a destination are encoded. */
  #tagged(tag: string, part: string): string {
    return `${this.#prefix}:{${tag.replace(/[{}%]/g, encodeURIComponent)}}:${part}`
  }
}
