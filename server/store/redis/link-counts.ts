// What a link to Redis goes through, counted for whoever runs the node.
import { performance } from 'node:perf_hooks'
import { Cluster, type Redis } from 'ioredis'
import { Refusal } from '../../../protocol/errors.ts'
import type { Commands, LinkFigures, RunScript } from './link.ts'

export interface LinkCountsOptions {
  /** Whether Redis can be asked now. */
  isUp: () => boolean
  /** Milliseconds, by a clock that never goes back. */
  now?: () => number
}

/** Where the link is closed there is no outage any more. */
export class LinkCounts implements LinkFigures {
  readonly #isUp: () => boolean
  readonly #now: () => number
  readonly #lost = new WeakSet<Commands>()
  #outages = 0
  #reconnections = 0
  #failures = 0
  /** Milliseconds of the outages that are over; and when the one began that is not. */
  #outFor = 0
  #outSince: number | null = null
  #closed = false
  onAnswer: LinkFigures['onAnswer'] = () => {}

  constructor({ isUp, now = () => performance.now() }: LinkCountsOptions) {
    this.#isUp = isUp
    this.#now = now
  }

  /** One of the link's connections. A Cluster is one as a whole, and one to each of its servers, which come and go. */
  watch(connection: Commands): void {
    connection.on('close', () => this.#lose(connection))
    connection.on('ready', () => this.#regain(connection))
    if (!(connection instanceof Cluster)) return
    for (const server of connection.nodes('all')) this.watch(server)
    connection.on('+node', (server: Redis) => this.watch(server))
  }

  get outages(): number {
    return this.#outages
  }

  get outageTime(): number {
    return this.#outFor + (this.#outSince === null ? 0 : this.#now() - this.#outSince)
  }

  get reconnections(): number {
    return this.#reconnections
  }

  get failures(): number {
    return this.#failures
  }

  /** The same script, of which is told how long it takes. */
  timed(run: RunScript): RunScript {
    return async (keys, args) => {
      const asked = this.#now()
      try {
        const answer = await run(keys, args)
        this.onAnswer(this.#now() - asked)
        return answer
      } catch (error) {
        if (error instanceof Refusal) this.#failures += 1
        throw error
      }
    }
  }

  close(): void {
    this.#settle()
    this.#closed = true
  }

  #lose(connection: Commands): void {
    if (this.#closed) return
    this.#lost.add(connection)
    if (this.#outSince !== null || this.#isUp()) return
    this.#outages += 1
    this.#outSince = this.#now()
  }

  #regain(connection: Commands): void {
    if (this.#closed) return
    if (this.#lost.delete(connection)) this.#reconnections += 1
    if (this.#isUp()) this.#settle()
  }

  #settle(): void {
    this.#outFor = this.outageTime
    this.#outSince = null
  }
}
