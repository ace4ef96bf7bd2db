// All sessions of this node: opened by the transports, watched by one common clock, ended together.
import type { SessionContext } from './context.ts'
import { relieve } from './relief.ts'
import { Session } from './session.ts'
import type { Wire, WireEvents } from './wire.ts'

/** Milliseconds between two looks at every session: fine enough for heart-beats of a second. */
const LOOK = 250

export class Sessions {
  readonly #context: SessionContext
  readonly #open = new Set<Session>()
  readonly #clock: NodeJS.Timeout
  #onEmpty: (() => void) | null = null

  constructor(context: SessionContext) {
    this.#context = context
    this.#clock = setInterval(() => this.#look(), LOOK).unref()
  }

  /** How many connections there are, signed in or not. */
  get size(): number {
    return this.#open.size
  }

  /** Begins a session on a new connection. */
  open(wire: Wire): WireEvents {
    const session = new Session(wire, this.#context, (closed) => this.#forget(closed))
    this.#open.add(session)
    return session
  }

  /** Finishes every session: what has arrived is done and answered, the client is told. Resolves when all are closed. */
  async close(): Promise<void> {
    for (const session of this.#open) session.finish('SHUTTING_DOWN')
    if (this.#open.size > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve))
    clearInterval(this.#clock)
  }

  #forget(session: Session): void {
    this.#open.delete(session)
    if (this.#open.size === 0) this.#onEmpty?.()
  }

  #look(): void {
    const now = this.#context.now()
    for (const session of this.#open) session.tick(now, LOOK)
    relieve(this.#open, this.#context.limits.heldBytes)
  }
}
