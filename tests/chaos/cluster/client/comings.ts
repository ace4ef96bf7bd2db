// How a client comes back: on a node by chance, soon at first and then more seldom, each time a random part less.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../../support/random.ts'
import type { LogEvent } from '../log-line.ts'
import type { Identity } from './identity.ts'
import { Line, LineLost } from './line.ts'
import { NoAnswer, type NodeAddress } from './node-address.ts'

/** Milliseconds until the next try: at first, and at most. People's clients take more time. */
const BACKOFF = { first: 100, longest: 2_000 } as const

/** The client is closed. */
export class Closed extends Error {}

export interface ComingsParts {
  identity: Identity
  nodes: readonly NodeAddress[]
  random: Random
  /** Once in so many connections the tokens are refreshed, however long they are good for; null: only when they have to be. */
  refresh: number | null
  write: (event: LogEvent) => void
  /** Takes up on a new line. Rejects with LineLost. */
  resume: (line: Line) => Promise<void>
}

export class Comings {
  readonly #parts: ComingsParts
  readonly #end = new AbortController()
  #line: Line | null = null
  #failures = 0
  /** Until when it stays away, by `performance.now()`. */
  #awayUntil = 0
  #life: Promise<void> = Promise.resolve()

  constructor(parts: ComingsParts) {
    this.#parts = parts
  }

  /** The line that there is now; null where there is none. */
  get line(): Line | null {
    return this.#line
  }

  /** Comes, and comes back whenever the line is lost. `onFailure`: with what nobody foresaw; then it comes no more. */
  start(onFailure: (error: unknown) => void): void {
    this.#life = this.#live().catch((error: unknown) => {
      if (!(error instanceof Closed)) onFailure(error)
    })
  }

  async close(): Promise<void> {
    this.#end.abort()
    this.#line?.drop('the end')
    await this.#life
  }

  /** Goes, and does not come back for so many milliseconds from now. */
  stayAway(milliseconds: number): void {
    this.#awayUntil = performance.now() + milliseconds
    if (milliseconds > 0) this.#line?.drop('went away')
  }

  nextNode(): NodeAddress {
    return this.#parts.random.pick(this.#parts.nodes)
  }

  /** Milliseconds, and up to as many more. Rejects with Closed. */
  async pause(atLeast: number): Promise<void> {
    const milliseconds = atLeast + this.#parts.random.below(atLeast)
    await sleep(milliseconds, undefined, { signal: this.#end.signal }).catch(() => {
      throw new Closed()
    })
  }

  /** Calls `attempt` with one node and another until one answers. Rejects with Closed. */
  async anyNode<T>(attempt: (node: NodeAddress) => Promise<T>): Promise<T> {
    for (;;) {
      const node = this.nextNode()
      try {
        return await attempt(node)
      } catch (error) {
        if (!(error instanceof NoAnswer || error instanceof LineLost)) throw error
        this.#parts.write({ event: 'unreachable', node: node.name, why: error.message })
        await this.pause(this.#backoff())
      }
    }
  }

  async #live(): Promise<void> {
    for (;;) {
      const line = await this.anyNode((node) => this.#open(node))
      this.#line = line
      if (this.#end.signal.aborted) line.drop('the end')
      this.#parts.resume(line).catch(() => {})
      const why = await line.lost
      this.#line = null
      this.#parts.write({ event: 'lost', why })
      do await this.pause(this.#backoff())
      while (performance.now() < this.#awayUntil)
    }
  }

  async #open({ name, http, ws }: NodeAddress): Promise<Line> {
    const { identity, random, refresh, write } = this.#parts
    if (identity.isStale || (refresh !== null && random.onceIn(refresh))) await identity.refresh(http)
    const line = await Line.open(ws, identity.token)
    write({ event: 'connected', node: name })
    this.#failures = 0
    return line
  }

  #backoff(): number {
    this.#failures += 1
    return Math.min(BACKOFF.longest, BACKOFF.first * 2 ** this.#failures) / 2
  }
}
