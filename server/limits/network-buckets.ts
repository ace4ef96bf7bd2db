// Token buckets, one a network, kept only for those that have not got all their tokens back, and never more than a bound.
import { networkOf } from './network.ts'
import { TokenBucket, type Rate } from './token-bucket.ts'

/** Networks remembered; beyond it the one that took a token longest ago is forgotten, and has all its tokens again. */
const MAX_NETWORKS = 10_000

export class NetworkBuckets {
  readonly #rate: Rate
  /** In the order of their latest tokens. */
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** Milliseconds until the address's network has a token; 0 where it has one. */
  wait(address: string, now: number): number {
    return this.#buckets.get(networkOf(address))?.wait(now) ?? 0
  }

  /** Milliseconds until the address's network owes no token; 0 where it owes none. */
  debt(address: string, now: number): number {
    return this.#buckets.get(networkOf(address))?.debt(now) ?? 0
  }

  /** Takes tokens from the address's network. */
  take(address: string, now: number, count = 1): void {
    const network = networkOf(address)
    const bucket = this.#buckets.get(network) ?? new TokenBucket(this.#rate)
    bucket.take(now, count)
    this.#buckets.delete(network)
    this.#buckets.set(network, bucket)
    this.#forget(now)
  }

  /** Drops from the oldest end those whose buckets are full again, and whoever is one too many. */
  #forget(now: number): void {
    for (const [network, bucket] of this.#buckets) {
      if (!bucket.isFull(now) && this.#buckets.size <= MAX_NETWORKS) return
      this.#buckets.delete(network)
    }
  }
}
