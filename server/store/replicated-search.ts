// The search on one of many nodes: each has an index of its own over the same logs, and brings it up to date for whoever searches.
import { Refusal } from '../../protocol/errors.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { CatchingUp } from './catching-up.ts'
import type { IndexReplica } from './index-replica.ts'
import { IndexRounds } from './index-rounds.ts'
import type { RoomLog } from './room-log.ts'
import type { Found, SearchIndex, SearchRequest } from './search-index.ts'

/** Milliseconds after which to ask again: where too many searches wait, and while logs or index are being lost and begun anew. */
const ASK_AGAIN = { tooMany: 1_000, unsteady: 1_000 } as const
/** How often the index may be found behind just after it was brought up to date. */
const TRIES = 3

export interface ReplicatedSearchParts {
  /** Where everything that is said is kept. Must stay open until the search is closed. */
  log: RoomLog
  /** Nobody else's; it is closed with the search. */
  replica: IndexReplica
  /** Is told, in a sentence, what whoever runs the node should know. */
  tell: (news: string) => void
  /** Is told what must not happen, and is no outage. */
  reportFailure: (error: unknown) => void
}

export class ReplicatedSearch implements SearchIndex {
  readonly #replica: IndexReplica
  readonly #catchingUp: CatchingUp
  readonly #rounds: IndexRounds
  readonly #inHand = new Set<Promise<Found>>()

  constructor({ log, replica, tell, reportFailure }: ReplicatedSearchParts) {
    this.#replica = replica
    this.#catchingUp = new CatchingUp({ log, replica })
    this.#rounds = new IndexRounds({ log, replica, catchingUp: this.#catchingUp, tell, reportFailure })
  }

  async find(request: SearchRequest): Promise<Found> {
    if (this.#inHand.size >= LIMITS.searchesInHand)
      throw new Refusal('TOO_FAST', undefined, { retryAfter: ASK_AGAIN.tooMany })
    const finding = this.#findUpToDate(request)
    this.#inHand.add(finding)
    try {
      return await finding
    } finally {
      this.#inHand.delete(finding)
    }
  }

  /** When it resolves, nothing is asked of the log any more. */
  async close(): Promise<void> {
    await Promise.all([this.#catchingUp.close(), this.#rounds.close(), this.#replica.close()])
    await Promise.allSettled(this.#inHand)
  }

  async #findUpToDate({ rooms, ...request }: SearchRequest): Promise<Found> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const heads = await this.#catchingUp.upTo(rooms)
      const found = await this.#replica.find(request, heads)
      if (found !== null) return found
    }
    throw new Refusal('UNAVAILABLE', undefined, { retryAfter: ASK_AGAIN.unsteady })
  }
}
