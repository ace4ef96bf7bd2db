// The STOMP connection to a host: standing subscriptions that outlive it, receipts, and coming back after a loss.
import { Client, StompSocketState, TickerStrategy, type IFrame, type StompHeaders } from '@stomp/stompjs'
import { APP } from '../../protocol/destinations.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { Backoff } from './backoff.ts'
import { SubscriptionBook, type Watch, type WatchOptions } from './subscription-book.ts'
import { endsSignIn } from './sign-in.ts'

/**
 * `connecting`: an attempt is being made. `waiting`: the next one comes by itself. `signed-out`: the host no longer takes
 * who we are, and only signing in anew helps. `closed`: by us.
 */
export type LinkState = 'connecting' | 'online' | 'waiting' | 'signed-out' | 'closed'

export interface ConnectionPorts {
  /** `ws://…/ws` of the host. */
  url: string
  /** A token for the next attempt. Rejects where there is none to be had. */
  token(): Promise<string>
  /** Replaces a token that the host refused. Rejects like `token`. */
  renew(): Promise<void>
  onState(state: LinkState): void
  /** See `BookPorts.onInEffect`. */
  onInEffect(): void
  backoff: Backoff
  /** Calls back after so many milliseconds; the function that it answers calls that off. */
  later(callback: () => void, milliseconds: number): () => void
  /** For tests. */
  createClient?: () => Client
}

/** How often either side lets the other know that it is there, in milliseconds. */
const HEART_BEAT = 10_000

const TOKEN_CODES = ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'TOKEN_REVOKED', 'UNAUTHENTICATED']

export class ChatConnection {
  readonly #ports: ConnectionPorts
  readonly #book: SubscriptionBook
  #state: LinkState = 'closed'
  #client: Client | null = null
  #callOff: () => void = () => {}
  #errorCode: string | null = null
  #receipts = 0

  constructor(ports: ConnectionPorts) {
    this.#ports = ports
    this.#book = new SubscriptionBook({
      later: (callback, milliseconds) => ports.later(callback, milliseconds),
      onInEffect: () => ports.onInEffect(),
    })
  }

  start(): void {
    if (this.#state === 'closed') void this.#attempt()
  }

  /** Makes the next attempt now instead of later. */
  retryNow(): void {
    if (this.#state !== 'waiting') return
    this.#callOff()
    void this.#attempt()
  }

  /** Ends the connection for good. */
  stop(): void {
    this.#callOff()
    const client = this.#client
    this.#client = null
    this.#book.use(null)
    this.#become('closed')
    void client?.deactivate()
  }

  /** Subscribes now and after every reconnect, until stopped. */
  watch(destination: string, options: WatchOptions): Watch {
    return this.#book.add(destination, options)
  }

  /** See `SubscriptionBook.refused`. */
  watchRefused(receipt: string, retryAfter?: number): boolean {
    return this.#book.refused(receipt, retryAfter)
  }

  /** See `SubscriptionBook.answered`. */
  answered(receipt: string): void {
    this.#book.answered(receipt)
  }

  /** Sends, and calls back when the receipt comes. False where there is no connection: then nothing was sent. */
  send(destination: string, body: unknown, onReceipt?: () => void): boolean {
    const client = this.#client
    if (client === null || this.#state !== 'online' || isEnding(client)) return false
    const headers: StompHeaders = { 'content-type': 'application/json' }
    if (onReceipt !== undefined) headers['receipt'] = this.#expect(client, onReceipt)
    client.publish({ destination, headers, body: JSON.stringify(body) })
    return true
  }

  /** Shows the host a new token, so that it does not end the connection with the old one. Where there is none to be had it will. */
  async stay(): Promise<void> {
    try {
      await this.#ports.renew()
      this.send(APP.token, { token: await this.#ports.token() })
    } catch {
      // The end of the connection tells what is to be done.
    }
  }

  #expect(client: Client, onReceipt: () => void): string {
    const id = `r${(this.#receipts += 1)}`
    client.watchForReceipt(id, onReceipt)
    return id
  }

  async #attempt(): Promise<void> {
    this.#become('connecting')
    try {
      const token = await this.#ports.token()
      if (this.#state === 'connecting') this.#open(token)
    } catch (error) {
      this.#lost(endsSignIn(error))
    }
  }

  #open(token: string): void {
    const client = this.#ports.createClient?.() ?? new Client()
    this.#client = client
    this.#errorCode = null
    client.configure({
      brokerURL: this.#ports.url,
      connectHeaders: { Authorization: `Bearer ${token}` },
      reconnectDelay: 0,
      connectionTimeout: LIMITS.connectTimeout,
      heartbeatIncoming: HEART_BEAT,
      heartbeatOutgoing: HEART_BEAT,
      // A page that nobody looks at has its own timers slowed down until the host takes it for gone; a worker's run on.
      heartbeatStrategy: TickerStrategy.Worker,
      // Otherwise a socket to a computer that was unplugged waits for a closing handshake that never comes.
      discardWebsocketOnCommFailure: true,
      onConnect: () => this.#connected(client),
      onStompError: (frame) => this.#noteError(client, frame),
      onWebSocketClose: () => void this.#closed(client),
    })
    client.activate()
  }

  #connected(client: Client): void {
    if (client !== this.#client) return
    this.#ports.backoff.reset()
    this.#book.use(client)
    this.#become('online')
  }

  #noteError(client: Client, frame: IFrame): void {
    if (client === this.#client) this.#errorCode = frame.headers['code'] ?? null
  }

  async #closed(client: Client): Promise<void> {
    if (client !== this.#client) return
    this.#client = null
    this.#book.use(null)
    void client.deactivate()
    this.#lost(await this.#isSignedOut())
  }

  /** A refused token is renewed once; the next attempt uses the new one. */
  async #isSignedOut(): Promise<boolean> {
    if (this.#errorCode === null || !TOKEN_CODES.includes(this.#errorCode)) return false
    this.#become('connecting')
    return this.#ports.renew().then(
      () => false,
      (error: unknown) => endsSignIn(error),
    )
  }

  #lost(signedOut: boolean): void {
    if (this.#state === 'closed') return
    if (signedOut) return this.#become('signed-out')
    this.#become('waiting')
    this.#callOff = this.#ports.later(() => void this.#attempt(), this.#ports.backoff.next())
  }

  #become(state: LinkState): void {
    if (this.#state === state) return
    this.#state = state
    this.#ports.onState(state)
  }
}

/** The host has closed, and the page hears of it in a moment: what is sent now goes nowhere. */
function isEnding({ webSocket }: Client): boolean {
  return (
    webSocket?.readyState === StompSocketState.CLOSING || webSocket?.readyState === StompSocketState.CLOSED
  )
}
