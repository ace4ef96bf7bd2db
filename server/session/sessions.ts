// All sessions of this node: opened by the transports, watched by one common clock, ended together.
import { setTimeout as sleep } from 'node:timers/promises'
import type { AccessChange } from './access.ts'
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
  /** Somebody may have lost the right to read, and it was not looked at all who listen since. */
  #inDoubt = false
  #isReviewing = false

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

  /** Ends the sessions of those who came in by a sign-in that is over: what has arrived of them is done and answered. */
  revoke(family: string): void {
    for (const session of this.#open) if (session.family === family) session.finish('TOKEN_REVOKED')
  }

  /**
   * Somebody may have lost the right to read a room: what they listen to there ends, on all their connections. Null: it is not
   * known who and where, so it is looked at everything that anybody listens to.
   */
  accessChanged(change: AccessChange | null): void {
    if (change !== null) return void this.#context.access.changed(this.#open, change)
    this.#inDoubt = true
    this.#review()
  }

  /**
   * Finishes all sessions within so many milliseconds, a few at a time, so that they do not all come to the other nodes at once.
   * Resolves when each has been told.
   */
  async drain(ms: number): Promise<void> {
    const staying = [...this.#open]
    for (let steps = Math.ceil(ms / LOOK); steps > 0; steps -= 1) {
      for (const session of staying.splice(0, Math.ceil(staying.length / steps)))
        session.finish('SHUTTING_DOWN')
      if (staying.length === 0) return
      await sleep(LOOK)
    }
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

  #review(): void {
    if (!this.#inDoubt || this.#isReviewing) return
    this.#isReviewing = true
    this.#inDoubt = false
    void this.#context.access.reviewAll(this.#open).then((isDone) => {
      this.#isReviewing = false
      // Where it could not be found out, the next look tries again.
      if (!isDone) this.#inDoubt = true
    })
  }

  #look(): void {
    this.#review()
    const now = this.#context.now()
    for (const session of this.#open) session.tick(now, LOOK)
    relieve(this.#open, this.#context.limits.heldBytes)
  }
}
