// One subscription of one client, as the broker sees it: what it delivers goes to the session's outbox, through a window
// where the client acknowledges.
import type { RoomId } from '../../protocol/ids.ts'
import { assemble } from '../broker/message.ts'
import type { Detach, Feed, Framing, MessageTail, Subscriber } from '../broker/subscriber.ts'
import { escapeHeader } from '../stomp/escape.ts'
import type { StompVersion } from '../stomp/frame.ts'
import { AckWindow, type Acknowledging } from './ack-window.ts'
import type { Delivery } from './delivery.ts'

/** What a client asks for with SUBSCRIBE. `acknowledging` is null where it acknowledges nothing. */
export interface Wish {
  id: string
  destination: string
  acknowledging: Acknowledging | null
}

export class Subscription implements Subscriber {
  readonly id: string
  readonly destination: string
  readonly framing: Framing
  readonly version: StompVersion
  /** Null where the client acknowledges nothing. */
  readonly window: AckWindow | null
  readonly #delivery: Delivery
  #detach: Detach | null = null
  #roomId: RoomId | null = null

  /** `nextAckId`: another one in the session for each message that is to be acknowledged. */
  constructor({ id, destination, acknowledging }: Wish, delivery: Delivery, nextAckId: () => string) {
    this.version = delivery.version
    this.id = escapeHeader(id, this.version)
    this.destination = destination
    this.framing = delivery.framing
    this.#delivery = delivery
    this.window =
      acknowledging &&
      new AckWindow(acknowledging, {
        send: (message) => this.#sendAcknowledgeable(message, nextAckId),
        owe: (bytes) => delivery.owe(bytes),
      })
  }

  /** Resolves when it is in effect. Rejects for an outage. */
  async attach(feed: Feed): Promise<void> {
    this.#detach = await feed.attach(this)
    this.#roomId = feed.roomId
  }

  /** The room that is read by it; null where it is none. */
  get roomId(): RoomId | null {
    return this.#roomId
  }

  /** Nothing is delivered after the call. Calling it again does nothing. */
  end(): void {
    this.#detach?.()
    this.#detach = null
    this.window?.close()
    this.#delivery.leave(this)
  }

  get oneByOne(): boolean {
    return this.window !== null
  }

  deliver(framed: Buffer): void {
    this.#delivery.deliver(framed)
  }

  deliverNow(framed: Buffer): boolean {
    return this.#delivery.deliverNow(framed)
  }

  deliverOne(message: MessageTail): void {
    this.window?.take(message)
  }

  async whenDrained(step: () => Promise<void>): Promise<void> {
    await this.window?.caughtUp()
    return this.#delivery.whenDrained(this, step)
  }

  fail(error: unknown): void {
    this.#delivery.fail(error)
  }

  /** In 1.2 the client names the message by an id that is made for this; before, by its message-id. */
  #sendAcknowledgeable(message: MessageTail, nextAckId: () => string): string {
    const named = this.version === '1.2'
    const ackId = named ? nextAckId() : message.messageId
    const { id, framing } = this
    this.#delivery.deliver(assemble([message], { id, framing }, named ? ackId : null))
    return ackId
  }
}
