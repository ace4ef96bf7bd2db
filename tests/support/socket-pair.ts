// A connection in memory: the server's end is a Wire, the other end a client that reads at once, or not at all.
import { NO_TAIL, type Framing } from '../../server/broker/subscriber.ts'
import type { Wire, WireEvents } from '../../server/session/wire.ts'

/** Frames as they are, as over plain TCP. */
const BARE: Framing = { takesBytes: true, headLength: () => 0, writeHead: () => {}, tail: NO_TAIL }

export class SocketPair implements Wire {
  readonly framing = BARE
  agreed(): void {}
  readonly address = '192.0.2.7'
  door: string | null = null
  /** What the server wrote, one buffer a write. */
  readonly writes: Buffer[] = []
  /** How the server ended it; null while it did not. */
  ended: { code: number; reason: string } | null = null
  /** Whether the server has stopped the flow of our bytes. */
  paused = false
  arrived = 0
  /** How often the server has asked for it. */
  keptAlive = 0
  owed = 0
  /** Whether the wire lets go of what it was given to write, as one does that has sent it. */
  lets = false
  /** Whether the client leaves what was written where it is. */
  #stalled = false
  #onBytes: (bytes: Buffer) => void = () => {}
  #onDrain: (() => void)[] = []
  #onArrival: () => void = () => {}
  #events: WireEvents | null = null
  #closed = false

  /** Opens it on the server; `onBytes` is the client, who hears what was written in the order of the writes. */
  connect(open: (wire: Wire) => WireEvents, onBytes: (bytes: Buffer) => void): void {
    this.#onBytes = onBytes
    this.#events = open(this)
  }

  onArrival(callback: () => void): void {
    this.#onArrival = callback
  }

  get congested(): boolean {
    return this.owed > 0
  }

  onDrain(callback: () => void): void {
    this.#onDrain.push(callback)
  }

  write(bytes: Buffer): boolean {
    if (this.ended !== null || this.#closed) return false
    this.writes.push(bytes)
    if (this.#stalled) this.owed += bytes.length
    this.#onBytes(bytes)
    return this.lets
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  end(code: number, reason: string, last: Buffer | null): void {
    if (this.ended !== null) return
    if (last !== null) this.write(last)
    this.ended = { code, reason }
    if (!this.#stalled) queueMicrotask(() => this.close())
  }

  keepAlive(): void {
    this.keptAlive += 1
  }

  cut(): void {
    this.close()
  }

  /** The client's bytes arrive at the server. */
  send(bytes: Buffer): void {
    this.sendPart(bytes.length)
    if (!this.#closed) this.#events?.receive(bytes)
  }

  /** So many bytes arrive of a message that is not whole yet. */
  sendPart(bytes: number): void {
    this.arrived += bytes
    this.#onArrival()
  }

  /** The client will send nothing more, and listens on. */
  endInput(): void {
    if (!this.#closed) this.#events?.ended()
  }

  /** The connection is gone. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#events?.closed()
  }

  /** The client stops reading: what is written from now on is owed to it. */
  stall(): void {
    this.#stalled = true
  }

  /** The client reads a little of what is owed to it. */
  take(bytes: number): void {
    this.owed -= bytes
  }

  /** The client has read everything, and goes on reading. */
  drain(): void {
    this.#stalled = false
    this.owed = 0
    for (const callback of this.#onDrain.splice(0)) callback()
    if (this.ended !== null) this.close()
  }
}
