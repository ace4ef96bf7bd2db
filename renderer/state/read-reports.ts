// Tells the host how far one has read in a room: at once, and then once in a while as long as it goes on.
import { errorRow } from '../../protocol/errors.ts'
import type { Seq } from '../../protocol/ids.ts'
import { Backoff } from '../connection/backoff.ts'

/** Milliseconds between two reports: a busy room is not answered message by message. */
const PAUSE = 1_000

interface ReportPorts {
  later(callback: () => void, milliseconds: number): () => void
  /** False where there is no connection. */
  send(seq: Seq): boolean
}

export class ReadReports {
  readonly #ports: ReportPorts
  /** How far one has read, and how far the host knows of it. */
  #read = 0 as Seq
  #told = 0 as Seq
  /** Calls off the end of the pause; null where there is none. */
  #pause: (() => void) | null = null
  readonly #backoff = new Backoff()
  #closed = false

  constructor(ports: ReportPorts) {
    this.#ports = ports
  }

  /** One has read all up to `seq`. In another epoch that may be less than it was. */
  read(seq: Seq): void {
    this.#read = seq
    if (this.#pause === null) this.#report()
  }

  /** The host may have missed the latest: there is a new connection. */
  again(): void {
    this.#backoff.reset()
    this.#told = 0 as Seq
    this.flush()
  }

  /** The host has not taken one: where that passes it is told again after `retryAfter` milliseconds, or a while. */
  refused(code: string, retryAfter?: number): void {
    if (this.#closed || errorRow(code)?.retry !== true) return
    this.#told = 0 as Seq
    this.#wait(retryAfter ?? this.#backoff.next())
  }

  /** Tells the last of it; what is refused from now on stays so. */
  close(): void {
    this.#closed = true
    this.flush()
  }

  /** Tells now what has not been told. */
  flush(): void {
    this.#pause?.()
    this.#pause = null
    if (this.#read !== this.#told && this.#ports.send(this.#read)) this.#told = this.#read
  }

  #report(): void {
    if (this.#read === this.#told) return
    this.flush()
    this.#wait(PAUSE)
  }

  #wait(milliseconds: number): void {
    this.#pause?.()
    this.#pause = this.#ports.later(() => {
      this.#pause = null
      this.#report()
    }, milliseconds)
  }
}
