// What all wires have in common that end at a socket: writing, how far behind the peer is, and an end in bounded time.
import type { Socket } from 'node:net'
import type { Framing } from '../broker/subscriber.ts'
import type { Wire } from '../session/wire.ts'
import type { StompVersion } from '../stomp/frame.ts'

/** How long a peer may take to read what is left and close its side, in ms. Each transport sees to it by its own means. */
export const CLOSE_PATIENCE = 5_000

/** How long a peer may be silent before the system asks whether it is still there, in ms. */
export const KEEP_ALIVE = 60_000

/** Who is at the other end: see `Wire`. */
export type Caller = Pick<Wire, 'address' | 'door'>

export abstract class SocketWire implements Wire {
  abstract readonly framing: Framing
  readonly address: string
  readonly door: string | null
  readonly #socket: Socket
  #ended = false

  constructor(socket: Socket, { address, door }: Caller) {
    this.#socket = socket
    this.door = door
    this.address = address
  }

  /** Most transports wrap all versions alike. */
  agreed(_version: StompVersion): void {
    // Nothing changes.
  }

  get arrived(): number {
    return this.#socket.bytesRead
  }

  onArrival(callback: () => void): void {
    this.#socket.on('data', callback)
  }

  get owed(): number {
    return this.#socket.writableLength
  }

  get congested(): boolean {
    return this.#socket.writableNeedDrain
  }

  onDrain(callback: () => void): void {
    this.#socket.once('drain', callback)
  }

  write(bytes: Buffer): boolean {
    if (!this.#ended && this.#socket.writable) this.#socket.write(bytes)
    return this.owed === 0
  }

  abstract pause(): void
  abstract resume(): void

  end(code: number, reason: string, last: Buffer | null): void {
    if (this.#ended) return
    // The last words and the close are one write.
    this.#socket.cork()
    if (last !== null) this.write(last)
    this.#ended = true
    // On a paused wire it would never be seen that the peer has closed too.
    this.resume()
    this.close(code, reason)
    this.#socket.uncork()
  }

  keepAlive(): void {
    this.#socket.setKeepAlive(true, KEEP_ALIVE)
  }

  cut(): void {
    this.#socket.destroy()
  }

  /** Closes our side as the transport does it, and all of it after `CLOSE_PATIENCE`. Called once. */
  protected abstract close(code: number, reason: string): void
}
