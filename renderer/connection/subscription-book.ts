// The subscriptions that a page wants to have, made again on every new connection, and on the same where the host could not take
// one for the moment.
import type { Client, StompSubscription } from '@stomp/stompjs'
import { Backoff } from './backoff.ts'

export interface BookPorts {
  /** Calls back after so many milliseconds; the function that it answers calls that off. */
  later(callback: () => void, milliseconds: number): () => void
  /**
   * All that was subscribed to on a new connection, or late on the same, is in effect or refused: what happens from now on is
   * told, and what happened until now is to be had elsewhere.
   */
  onInEffect(): void
}

export interface WatchOptions {
  /** Headers of the next SUBSCRIBE: they may differ from one connection to the next. */
  headers?: () => Record<string, string>
  /** The parsed body of each MESSAGE; those that are no JSON are left out. */
  onBody(body: unknown): void
}

/** A standing subscription. */
export interface Watch {
  /** Subscribes anew on the same connection, with fresh headers; what is still on its way to the old one is dropped. */
  again(): void
  stop(): void
}

/** `live`: null while there is no connection, or the host has refused it. */
interface Wish extends WatchOptions {
  destination: string
  live: StompSubscription | null
  backoff: Backoff
}

export class SubscriptionBook {
  readonly #wishes = new Set<Wish>()
  readonly #ports: BookPorts
  #client: Client | null = null
  #count = 0
  /** What the latest SUBSCRIBE of this connection is called; null where there was none. */
  #latest: string | null = null
  /** Whether `onInEffect` is to be called. */
  #awaited = false

  constructor(ports: BookPorts) {
    this.#ports = ports
  }

  add(destination: string, options: WatchOptions): Watch {
    const wish: Wish = { ...options, destination, live: null, backoff: new Backoff() }
    this.#wishes.add(wish)
    this.#subscribe(wish)
    return { again: () => this.#again(wish), stop: () => this.#drop(wish) }
  }

  /** Subscribes to everything on a new connection; null: there is none, and the old subscriptions went with it. */
  use(client: Client | null): void {
    this.#client = client
    this.#latest = null
    this.#awaited = client !== null
    for (const wish of this.#wishes) {
      wish.live = null
      wish.backoff.reset()
      this.#subscribe(wish)
    }
  }

  /**
   * The host could not take the SUBSCRIBE that asked for this receipt: it is asked again after a while, or after `retryAfter`
   * milliseconds. False where that subscription is wanted no more, or was none.
   */
  refused(receipt: string, retryAfter?: number): boolean {
    const wish = [...this.#wishes].find(({ live }) => live?.id === receipt)
    if (wish === undefined) return false
    // There is nothing to be ended.
    wish.live = null
    this.#ports.later(() => this.#askAgain(wish), retryAfter ?? wish.backoff.next())
    return true
  }

  /** The host has answered what asked for this receipt, by a RECEIPT or a refusal. It answers in the order of the frames. */
  answered(receipt: string): void {
    if (!this.#awaited || receipt !== this.#latest) return
    this.#awaited = false
    this.#ports.onInEffect()
  }

  /** Unless a new connection was first. */
  #askAgain(wish: Wish): void {
    if (!this.#wishes.has(wish) || wish.live !== null) return
    this.#subscribe(wish)
    if (wish.live !== null) this.#awaited = true
  }

  #subscribe(wish: Wish): void {
    if (this.#client === null || !this.#client.connected) return
    const id = `s${(this.#count += 1)}`
    this.#latest = id
    this.#client.watchForReceipt(id, () => this.answered(id))
    // The receipt tells a refusal of this one from those of others of the same destination.
    const headers = { ...wish.headers?.(), id, receipt: id }
    wish.live = this.#client.subscribe(wish.destination, ({ body }) => hand(wish, body), headers)
  }

  #again(wish: Wish): void {
    if (!this.#wishes.has(wish)) return
    this.#end(wish)
    this.#subscribe(wish)
  }

  #drop(wish: Wish): void {
    this.#wishes.delete(wish)
    this.#end(wish)
  }

  #end(wish: Wish): void {
    if (this.#client?.connected === true) wish.live?.unsubscribe()
    wish.live = null
  }
}

function hand(wish: Wish, text: string): void {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return
  }
  wish.onBody(body)
}
