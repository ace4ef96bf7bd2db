// That this node lives, as the others know it: a lease that it renews. A node whose lease has run out is dead for the others,
// and one of them clears away what it left.
import { randomUUID } from 'node:crypto'
import { TAKE_LEASE, END_LEASE, RENEW_LEASE } from './lease-scripts.ts'
import type { RedisLink, RunScript } from './link.ts'
import { forgiveOutage, orUnavailable } from './outage.ts'

/** Milliseconds. A node that dies is noticed after a lease and a renewal at most. */
export interface LeaseTimes {
  lease: number
  renew: number
  /** For how long the people of a node that stops in order have time to come back on another one. */
  handOver: number
}

export const LEASE_TIMES: LeaseTimes = { lease: 10_000, renew: 3_000, handOver: 5_000 }

/** Who has to do with it. Nothing of it may throw. */
export interface LeaseWatcher {
  /** Redis can be asked. */
  renewed?(): void
  /** The others had taken this node for dead, or Redis has lost its data: it has another name from now on. */
  lost?(before: string): void
  /** Another node has died. Told to one node, or to the next where that one dies too. */
  died?(node: string): void
  /** What another node left is to be cleared away, until `cleared` is called for it. Told as `died` is. */
  ended?(node: string): void
}

export class NodeLease {
  readonly #times: LeaseTimes
  readonly #link: RedisLink
  readonly #keys: [leases: string, ended: string]
  readonly #scripts: { take: RunScript; renew: RunScript; end: RunScript }
  readonly #watchers: LeaseWatcher[] = []
  #id: string = randomUUID()
  #known = new Set<string>()
  /** Since when no renewal was late, by Redis's clock. */
  #steady = '0'
  #renewing: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(link: RedisLink, times: LeaseTimes = LEASE_TIMES) {
    this.#link = link
    this.#times = times
    this.#keys = [link.keys.host('nodes', 'leases'), link.keys.host('nodes', 'ended')]
    this.#scripts = {
      take: link.script('takeLease', TAKE_LEASE),
      renew: link.script('renewLease', RENEW_LEASE),
      end: link.script('endLease', END_LEASE),
    }
  }

  /** What this node is called, for as long as it has its lease. */
  get id(): string {
    return this.#id
  }

  watch(watcher: LeaseWatcher): void {
    this.#watchers.push(watcher)
  }

  /** Resolves when the node is known to live. Rejects with Refusal UNAVAILABLE. */
  async start(): Promise<void> {
    await this.#take()
    this.#renewLater()
  }

  /** Renews the lease now, or takes a new one. Rejects with Refusal UNAVAILABLE. */
  renew(): Promise<void> {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = null))
    return this.#renewing
  }

  /**
   * All nodes that there are, alive or to be cleared away. What is not among them of `found`, which were found before the call,
   * is not there any more. Rejects with Refusal UNAVAILABLE.
   */
  async existing(found: readonly string[]): Promise<ReadonlySet<string>> {
    const areKnown = (): boolean => found.every((node) => this.#known.has(node))
    // What is under way may have begun before they were found.
    if (!areKnown()) await this.#renewing
    if (!areKnown()) await this.renew()
    return this.#known
  }

  /** What the node left has been cleared away. */
  async cleared(node: string): Promise<void> {
    await orUnavailable(this.#link.commands.zrem(this.#keys[1], node))
  }

  /** The node stops. True where what it leaves is its own to clear away. Rejects with Refusal UNAVAILABLE: then the lease runs out. */
  async close(): Promise<boolean> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    await this.#renewing?.catch(() => {})
    return (await this.#scripts.end(this.#keys, [this.#id, this.#times.handOver])) === 1
  }

  #renewLater(): void {
    this.#timer = setTimeout(() => {
      void this.renew()
        .catch(forgiveOutage)
        .then(() => this.#timer !== null && this.#renewLater())
    }, this.#times.renew).unref()
  }

  async #take(): Promise<void> {
    const now = await this.#scripts.take(this.#keys.slice(0, 1), [this.#id, this.#times.lease])
    this.#steady = String(now)
    this.#known.add(this.#id)
  }

  async #renew(): Promise<void> {
    const { lease, renew } = this.#times
    const answer = await this.#scripts.renew(this.#keys, [this.#id, lease, 2 * renew, this.#steady])
    if (answer === '') return this.#begin()
    const [steady, died, ended, known] = answer as [string, string, string, string]
    this.#steady = steady
    this.#known = new Set(namesIn(known))
    for (const watcher of this.#watchers) watcher.renewed?.()
    for (const node of namesIn(died)) for (const watcher of this.#watchers) watcher.died?.(node)
    for (const node of namesIn(ended)) for (const watcher of this.#watchers) watcher.ended?.(node)
  }

  /** Under another name: what the last one left is being cleared away. */
  async #begin(): Promise<void> {
    const before = this.#id
    this.#id = randomUUID()
    try {
      await this.#take()
    } finally {
      // Also where no answer came: it may have been taken, and nothing else would tell of it.
      for (const watcher of this.#watchers) watcher.lost?.(before)
    }
  }
}

/** What a script says in one text. */
export function namesIn(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}
