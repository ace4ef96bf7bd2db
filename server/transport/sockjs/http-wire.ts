// A session's wire over HTTP requests: those by which the client listens, one after the other, and those by which it speaks.
import type { ServerResponse } from 'node:http'
import { getDefaultHighWaterMark } from 'node:stream'
import { Refusal } from '../../../protocol/errors.ts'
import { HANG_UP_PATIENCE } from '../../hang-up.ts'
import type { Wire, WireEvents } from '../../session/wire.ts'
import { Backlog } from './backlog.ts'
import type { LibraryConnection } from './library.ts'
import { framesIn, sockJsFraming } from './sockjs-framing.ts'

/** More than this is congestion. An answer that is owed as much has said that it will tell when it is drained. */
const CONGESTION = getDefaultHighWaterMark(false)

/** Requests of one session that may be saying something at once: the next may come before the last is quite forgotten. */
export const SENDS_AT_ONCE = 2

export class SockJsHttpWire implements Wire {
  readonly framing = sockJsFraming
  readonly address: string
  readonly #backlog = new Backlog(() => this.#progressed())
  #connection: LibraryConnection | null = null
  #events: WireEvents | null = null
  #onDrain: (() => void)[] = []
  #paused: PromiseWithResolvers<void> | null = null
  #sends = 0
  #arrived = 0
  #ended = false
  #closed = false

  constructor(address: string) {
    this.address = address
  }

  /** Begins the session on the connection that the first request has opened. */
  connect(connection: LibraryConnection, open: (wire: Wire) => WireEvents): void {
    this.#connection = connection
    this.#events = open(this)
    connection.once('close', () => this.#close())
  }

  get arrived(): number {
    return this.#arrived
  }

  get owed(): number {
    return this.#backlog.bytes
  }

  get congested(): boolean {
    return this.owed > CONGESTION
  }

  onDrain(callback: () => void): void {
    this.#onDrain.push(callback)
  }

  write(framed: Buffer): void {
    for (const frame of framesIn(framed)) {
      if (this.#ended) return
      this.#backlog.add(frame.length)
      this.#connection?.write(frame.toString())
    }
  }

  pause(): void {
    this.#paused ??= Promise.withResolvers()
  }

  resume(): void {
    this.#paused?.resolve()
    this.#paused = null
  }

  end(code: number, reason: string): void {
    if (this.#ended) return
    this.#ended = true
    this.resume()
    this.#connection?.close(code, reason)
    setTimeout(() => this.#close(), HANG_UP_PATIENCE).unref()
  }

  /** Answers a request of the client with what there is for it. */
  answer(response: ServerResponse, begin: () => void): void {
    this.#backlog.answer(response, begin)
  }

  /** Resolves when the request may say what it has to say. Throws TOO_FAST where too many are at it. */
  async admitSend(response: ServerResponse): Promise<void> {
    if (this.#sends >= SENDS_AT_ONCE)
      throw new Refusal('TOO_FAST', 'Wait for the answer to what was sent before.')
    this.#sends += 1
    response.once('close', () => (this.#sends -= 1))
    while (this.#paused !== null) await this.#paused.promise
  }

  /** So many bytes have come of what the client is saying. */
  arriving(bytes: number): void {
    this.#arrived += bytes
  }

  receive(bytes: Buffer): void {
    if (!this.#ended) this.#events?.receive(bytes)
  }

  #progressed(): void {
    if (this.#ended && this.#backlog.empty) this.#close()
    if (this.congested) return
    for (const callback of this.#onDrain.splice(0)) callback()
  }

  #close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#ended = true
    this.resume()
    this.#backlog.cut()
    this.#events?.closed()
  }
}
