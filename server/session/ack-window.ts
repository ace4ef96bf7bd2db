// One subscription's messages that wait to be acknowledged, and those that wait until there is room for them
// (STOMP 1.2, SUBSCRIBE ack Header; ACK).
import type { MessageTail } from '../broker/subscriber.ts'

/** `cumulative`: an acknowledgement stands for all before it too. `prefetch`: how many may be unacknowledged. */
export interface Acknowledging {
  cumulative: boolean
  prefetch: number
}

/** What a window does with its messages. */
export interface AckDelivery {
  /** Sends the message. Answers by what the client will name it in its acknowledgement: unique in the window. */
  send(message: MessageTail): string
  /** So many bytes more, or less where it is negative, are held back here. */
  owe(bytes: number): void
}

/** What the name of a message that was sent takes in memory, in bytes, as measured. */
const NAME = 48

export class AckWindow {
  readonly #acknowledging: Acknowledging
  readonly #delivery: AckDelivery
  /** The names of those that were sent, oldest first. */
  readonly #awaited = new Set<string>()
  #heldBack: MessageTail[] = []
  #onCaughtUp: (() => void) | null = null

  constructor(acknowledging: Acknowledging, delivery: AckDelivery) {
    this.#acknowledging = acknowledging
    this.#delivery = delivery
  }

  /** Sends the message, or holds it back while the client has to acknowledge others first. */
  take(message: MessageTail): void {
    if (this.#hasRoom && this.#heldBack.length === 0) return this.#send(message)
    this.#heldBack.push(message)
    this.#delivery.owe(message.bytes.length)
  }

  /** Bytes of memory in which is remembered what was sent. What is held back is owed. */
  get held(): number {
    return this.#awaited.size * NAME
  }

  /** Whether a message of this name waits to be acknowledged. */
  awaits(name: string): boolean {
    return this.#awaited.has(name)
  }

  /** Frees the places of what was acknowledged, and fills them. False where nothing of this name was awaited. */
  acknowledge(name: string): boolean {
    if (!this.#awaited.has(name)) return false
    if (this.#acknowledging.cumulative) this.#freeUpTo(name)
    else this.#awaited.delete(name)
    this.#fill()
    return true
  }

  /** Null while nothing is held back; otherwise resolves when that is so again. For one caller at a time. */
  caughtUp(): Promise<void> | null {
    if (this.#heldBack.length === 0) return null
    return new Promise((resolve) => (this.#onCaughtUp = resolve))
  }

  /** Forgets everything. */
  close(): void {
    for (const { bytes } of this.#heldBack) this.#delivery.owe(-bytes.length)
    this.#heldBack = []
    this.#awaited.clear()
  }

  get #hasRoom(): boolean {
    return this.#awaited.size < this.#acknowledging.prefetch
  }

  #send(message: MessageTail): void {
    this.#awaited.add(this.#delivery.send(message))
  }

  #freeUpTo(last: string): void {
    for (const name of this.#awaited) {
      this.#awaited.delete(name)
      if (name === last) return
    }
  }

  #fill(): void {
    while (this.#hasRoom) {
      const next = this.#heldBack.shift()
      if (next === undefined) break
      this.#delivery.owe(-next.bytes.length)
      this.#send(next)
    }
    if (this.#heldBack.length > 0) return
    this.#onCaughtUp?.()
    this.#onCaughtUp = null
  }
}
