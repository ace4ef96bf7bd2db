// A room log whose answers wait until a test lets them go, or fails them.
import { Refusal } from '../../protocol/errors.ts'
import type { RoomLog } from '../../server/store/room-log.ts'

type Call = 'append' | 'read' | 'head' | 'follow'

/** One call that waits. */
export interface HeldCall {
  go(): void
  fail(error: unknown): void
}

export const outage = (): Refusal => new Refusal('UNAVAILABLE', undefined, { cause: new Error('disk') })

export class HeldLog implements RoomLog {
  /** The calls of each kind that wait, oldest first. A call that is let go stays in the list. */
  readonly held: Record<Call, HeldCall[]> = { append: [], read: [], head: [], follow: [] }
  readonly #log: RoomLog
  readonly #holds = new Set<Call>()

  constructor(log: RoomLog) {
    this.#log = log
  }

  /** Calls of this kind wait from now on. */
  hold(call: Call): void {
    this.#holds.add(call)
  }

  append: RoomLog['append'] = (room, draft) => this.#answer('append', this.#log.append(room, draft))
  together: RoomLog['together'] = (work) => this.#log.together(work)
  read: RoomLog['read'] = (room, page) => this.#answer('read', this.#log.read(room, page))
  holds: RoomLog['holds'] = (room, sender, nonce) => this.#log.holds(room, sender, nonce)
  head: RoomLog['head'] = (room) => this.#answer('head', this.#log.head(room))
  heads: RoomLog['heads'] = (rooms) => this.#answer('head', this.#log.heads(rooms))
  talksAfter: RoomLog['talksAfter'] = (room, seq) => this.#log.talksAfter(room, seq)
  follow: RoomLog['follow'] = (room, follower) => this.#answer('follow', this.#log.follow(room, follower))
  trim: RoomLog['trim'] = (room, keep, limit) => this.#log.trim(room, keep, limit)
  rooms: RoomLog['rooms'] = (after, limit) => this.#log.rooms(after, limit)
  close: RoomLog['close'] = () => this.#log.close()

  async #answer<Answer>(call: Call, answer: Promise<Answer>): Promise<Answer> {
    if (this.#holds.has(call)) {
      await new Promise<void>((resolve, reject: (error: unknown) => void) => {
        this.held[call].push({ go: resolve, fail: reject })
      })
    }
    return answer
  }
}
