// A session's wire over HTTP requests: those by which the client listens, one after the other, and those by which it speaks.
import type { ServerResponse } from 'node:http'
import { getDefaultHighWaterMark } from 'node:stream'
import { Refusal } from '../../../protocol/errors.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { HANG_UP_PATIENCE } from '../../hang-up.ts'
import type { Wire, WireEvents } from '../../session/wire.ts'
import { Backlog } from './backlog.ts'
import type { LibraryConnection } from './library.ts'
import { framesIn, sockJsFraming } from './sockjs-framing.ts'

/** More than this is congestion. An answer that is owed as much has said that it will tell when it is drained. */
const CONGESTION = getDefaultHighWaterMark(false)

export class SockJsHttpWire implements Wire {
  readonly framing = sockJsFraming
  readonly address: string
  readonly door: string
  readonly #backlog = new Backlog(() => this.#progressed())
  #connection: LibraryConnection | null = null
  #events: WireEvents | null = null
  #onDrain: (() => void)[] = []
  #paused: PromiseWithResolvers<void> | null = null
  #onArrival: () => void = () => {}
  #sends = 0
  #arrived = 0
  /** How it was ended; null while it was not. */
  #farewell: { code: number; reason: string } | null = null
  #closed = false

  constructor(address: string, door: string) {
    this.address = address
    this.door = door
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

  onArrival(callback: () => void): void {
    this.#onArrival = callback
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

  /** What waits for the client to ask is part of the same bytes. */
  write(framed: Buffer): boolean {
    if (this.#over) return false
    for (const frame of framesIn(framed)) {
      if (this.#backlog.listening) this.#connection?.write(frame.toString())
      else this.#backlog.keep(frame)
    }
    return false
  }

  pause(): void {
    this.#paused ??= Promise.withResolvers()
  }

  resume(): void {
    this.#paused?.resolve()
    this.#paused = null
  }

  end(code: number, reason: string, last: Buffer | null): void {
    if (this.#over) return
    if (last !== null) this.write(last)
    this.#farewell = { code, reason }
    this.resume()
    this.#sayFarewell()
    setTimeout(() => this.#close(), HANG_UP_PATIENCE).unref()
  }

  /** Each request is over before long. */
  keepAlive(): void {}

  /** SockJS wraps all versions alike. */
  agreed(): void {}

  cut(): void {
    this.#close()
  }

  /** Answers a request of the client with what there is for it. */
  answer(response: ServerResponse, begin: () => void): void {
    // What the package is given while nobody listens goes into the next answer, all of it.
    if (!this.#backlog.listening)
      for (const frame of this.#backlog.take()) this.#connection?.write(frame.toString())
    this.#backlog.watch(response)
    begin()
    this.#sayFarewell()
  }

  /** Resolves when the request may say what it has to say. Throws TOO_FAST where too many are at it. */
  async admitSend(response: ServerResponse): Promise<void> {
    if (this.#sends >= LIMITS.sockJsSends)
      throw new Refusal('TOO_FAST', 'Wait for the answer to what was sent before.')
    this.#sends += 1
    let gone = false
    const end = new Promise<void>((resolve) => response.once('close', resolve)).then(() => {
      this.#sends -= 1
      gone = true
    })
    while (this.#paused !== null && !gone) await Promise.race([this.#paused.promise, end])
  }

  /** So many bytes have come of what the client is saying. */
  arriving(bytes: number): void {
    this.#arrived += bytes
    this.#onArrival()
  }

  receive(bytes: Buffer): void {
    if (!this.#over) this.#events?.receive(bytes)
  }

  /** Whether nothing more is said or taken. */
  get #over(): boolean {
    return this.#closed || this.#farewell !== null
  }

  #progressed(): void {
    if (this.#farewell !== null && this.#backlog.empty) this.#close()
    if (this.congested) return
    for (const callback of this.#onDrain.splice(0)) callback()
  }

  /** Closes when all that was said before is with the package, which tells the client, also when it asks again. */
  #sayFarewell(): void {
    if (this.#farewell === null || this.#backlog.waits) return
    this.#connection?.close(this.#farewell.code, this.#farewell.reason)
  }

  #close(): void {
    if (this.#closed) return
    this.#closed = true
    this.resume()
    this.#backlog.drop()
    this.#sayFarewell()
    this.#events?.closed()
  }
}
