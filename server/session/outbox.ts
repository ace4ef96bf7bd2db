// What is due to one client: gathered during a turn of the event loop and written at once, never more than a bound.
import { flushAtEndOfTurn } from './end-of-turn.ts'
import type { Wire } from './wire.ts'

/** System calls cost more than bytes do: one write a turn for all that is due, and a lone frame goes out as it is. */
export class Outbox {
  readonly #wire: Wire
  readonly #limit: number
  readonly #onOverflow: () => void
  /** The first of what is due, which mostly is alone, and what came after it. */
  #first: Buffer | null = null
  #more: Buffer[] | null = null
  #dueBytes = 0
  #heldBack = 0
  #waiting: (() => void)[] = []
  #open = true
  /** Bytes written since they were last asked for, and all in all. */
  #written = 0
  #writtenEver = 0

  /** `onOverflow` is called when the client is owed more than `limit` bytes. */
  constructor(wire: Wire, limit: number, onOverflow: () => void) {
    this.#wire = wire
    this.#limit = limit
    this.#onOverflow = onOverflow
  }

  /** Takes framed bytes; they are written at the end of this turn. */
  push(framed: Buffer): void {
    if (!this.#open) return
    this.#dueBytes += framed.length
    if (this.#first !== null) {
      this.#more ??= []
      this.#more.push(framed)
    } else {
      this.#first = framed
      flushAtEndOfTurn(this)
    }
    this.#checkOwed()
  }

  /**
   * Takes framed bytes and writes them now, or with the rest where something is due before them. True where nobody holds
   * them any more, so that they may be changed.
   */
  pushNow(framed: Buffer): boolean {
    if (!this.#open) return true
    if (this.#first !== null) {
      this.push(framed)
      return false
    }
    if (this.owed + framed.length > this.#limit) {
      this.#onOverflow()
      return true
    }
    this.#count(framed.length)
    return this.#wire.write(framed)
  }

  /** So many bytes more, or less where it is negative, wait elsewhere for the client: it is owed them too. */
  owe(bytes: number): void {
    this.#heldBack += bytes
    if (bytes > 0 && this.#open) this.#checkOwed()
  }

  /** Wraps one STOMP frame as the transport needs it and takes it. */
  pushFrame(frame: Buffer): void {
    const { framing } = this.#wire
    const head = framing.headLength(frame.length)
    const framed = Buffer.allocUnsafe(head + frame.length + framing.tail.length)
    framing.writeHead(framed, 0, frame.length)
    frame.copy(framed, head)
    framing.tail.copy(framed, head + frame.length)
    this.push(framed)
  }

  /** Writes what is due now. */
  flush(): void {
    const due = this.#takeDue()
    if (due !== null) this.#wire.write(due)
  }

  /** Null while the client keeps up; otherwise resolves when it has caught up or the outbox is closed. */
  drained(): Promise<void> | null {
    this.flush()
    if (!this.#open || !this.#wire.congested) return null
    return new Promise((resolve) => {
      if (this.#waiting.push(resolve) === 1) this.#wire.onDrain(() => this.#release())
    })
  }

  /** Bytes written since the last call. */
  takeWritten(): number {
    const written = this.#written
    this.#written = 0
    return written
  }

  /** Bytes that are due to the client, held back for it or on their way. */
  get owed(): number {
    return this.#dueBytes + this.#heldBack + this.#wire.owed
  }

  /** Bytes that the client's side of the network has taken: as long as that grows, the client reads. */
  get taken(): number {
    return this.#writtenEver - this.#wire.owed
  }

  /** Forgets what is due and not yet written. */
  discard(): void {
    this.#first = null
    this.#more = null
    this.#dueBytes = 0
  }

  /** Takes nothing more. Answers what was due and is not written yet: the client's last words, null where there are none. */
  close(): Buffer | null {
    const last = this.#takeDue()
    this.#open = false
    this.#release()
    return last
  }

  /** What is due, to be written at once; null where nothing is. */
  #takeDue(): Buffer | null {
    const [first, more] = [this.#first, this.#more]
    if (first === null) return null
    this.#count(this.#dueBytes)
    this.discard()
    return more === null ? first : Buffer.concat([first, ...more])
  }

  #count(bytes: number): void {
    this.#written += bytes
    this.#writtenEver += bytes
  }

  #checkOwed(): void {
    if (this.owed > this.#limit) this.#onOverflow()
  }

  #release(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
