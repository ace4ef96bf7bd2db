// The subscriptions that a page wants to have, made again on every new connection.
import type { Client, StompSubscription } from '@stomp/stompjs'

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

interface Wish extends WatchOptions {
  destination: string
  live: StompSubscription | null
}

export class SubscriptionBook {
  readonly #wishes = new Set<Wish>()
  #client: Client | null = null
  #count = 0

  add(destination: string, options: WatchOptions): Watch {
    const wish: Wish = { ...options, destination, live: null }
    this.#wishes.add(wish)
    this.#subscribe(wish)
    return { again: () => this.#again(wish), stop: () => this.#drop(wish) }
  }

  /** Subscribes to everything on a new connection; null: there is none, and the old subscriptions went with it. */
  use(client: Client | null): void {
    this.#client = client
    for (const wish of this.#wishes) {
      wish.live = null
      this.#subscribe(wish)
    }
  }

  #subscribe(wish: Wish): void {
    if (this.#client === null || !this.#client.connected) return
    const headers = { ...wish.headers?.(), id: `s${(this.#count += 1)}` }
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
