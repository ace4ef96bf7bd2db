// How much is taken in of one client, and how fast: its bytes wait on the network while too much of it is in hand or it is too
// fast, and go on in a later turn of the event loop, so that nobody who says much at once keeps the others waiting.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Frame } from '../stomp/frame.ts'
import type { CommandRate } from './command-rate.ts'
import { toldOf } from './fault.ts'
import { sizeOf } from './frame-size.ts'
import type { Turns } from './turns.ts'
import type { Wire } from './wire.ts'

export interface IntakeLimits {
  framesInHand: number
  /** Of a client for whom rates hold. */
  pacedFramesInHand: number
  bytesInHand: number
}

export interface IntakeOptions {
  wire: Pick<Wire, 'arrived' | 'onArrival' | 'pause' | 'resume'>
  /** What makes frames of the bytes. `resume` may take frames that stop it again. */
  frames: { pause(): void; resume(): void }
  limits: IntakeLimits
  /** Null where the client may be as fast as it can. */
  rate: CommandRate | null
  /** Those of all sessions, for going on with what waits. */
  turns: Turns
  /** How many frames have arrived and are not done or answered. */
  inHand: () => number
  /** Milliseconds. */
  now: () => number
}

export class Intake {
  readonly #options: IntakeOptions
  #bytesInHand = 0
  /** Of the bytes that arrived: those that were handed on, those that were counted for the rate, those of the last look. */
  #handedOn = 0
  #counted = 0
  #seen = 0
  #paused = false
  #goesOn = false
  #onFlowing: (() => void) | null = null

  constructor(options: IntakeOptions) {
    this.#options = options
    // Whoever sends messages that are never whole would otherwise be stopped by the next look only.
    if (options.rate !== null) options.wire.onArrival(() => this.regulate())
  }

  /** Whether the client's bytes wait. */
  get paused(): boolean {
    return this.#paused
  }

  /** Calls back when the client's bytes do not wait: at once, or when all that waited is handed on. */
  whenFlowing(callback: () => void): void {
    if (this.#paused) this.#onFlowing = callback
    else callback()
  }

  /** Counts a frame that arrives. 0: it may be done; otherwise it is to be refused, and may come again after so many ms. */
  take(frame: Frame): number {
    this.#bytesInHand += sizeOf(frame)
    return this.#options.rate?.take(frame, this.#options.now()) ?? 0
  }

  /** The frame was done or refused, and answered. */
  done(frame: Frame): void {
    this.#bytesInHand -= sizeOf(frame)
    this.regulate()
  }

  /** Something of the client's was refused with this error. One for being too fast was counted when the frame came. */
  refused(error: unknown): void {
    if (toldOf(error).code !== 'TOO_FAST') this.#options.rate?.refused(this.#options.now())
  }

  /** Stops the client's bytes or lets them go on. To be called when something was taken or done, and as time goes by. */
  regulate(): void {
    if (!this.#paused && this.#fullness() >= 1) this.#stop()
    else if (this.#paused && !this.#goesOn && this.#fullness() <= 0.5) this.#goOnSoon()
  }

  /** All that arrived so far is handed on. */
  received(): void {
    this.#handedOn = this.#options.wire.arrived
    this.#seen = this.#handedOn
  }

  /** Whether more has arrived, since the last look, than was handed on: a part of a message. */
  lookForMore(): boolean {
    const { arrived } = this.#options.wire
    const more = arrived > this.#seen
    this.#seen = arrived
    return more
  }

  /** Bytes of what has arrived and is not done: frames, and messages of the transport that are not whole yet. */
  get held(): number {
    return this.#bytesInHand + this.#options.wire.arrived - this.#handedOn
  }

  /** 1 where no more may be taken. */
  #fullness(): number {
    const { limits, rate, inHand } = this.#options
    if (rate !== null && this.#isTooFast(rate)) return 1
    const frames = rate === null ? limits.framesInHand : limits.pacedFramesInHand
    return Math.max(inHand() / frames, this.#bytesInHand / limits.bytesInHand)
  }

  #isTooFast(rate: CommandRate): boolean {
    const { wire, now } = this.#options
    rate.heard(wire.arrived - this.#counted, now())
    this.#counted = wire.arrived
    return rate.pause(now()) > 0
  }

  #stop(): void {
    this.#paused = true
    this.#options.frames.pause()
    this.#options.wire.pause()
  }

  #goOnSoon(): void {
    this.#goesOn = true
    void this.#options.turns.run(async () => {
      await nextTurn()
      this.#goOn()
    })
  }

  /** Meanwhile others of the same network may have used up what they all may. */
  #goOn(): void {
    this.#goesOn = false
    if (this.#fullness() > 0.5) return
    this.#paused = false
    this.#options.frames.resume()
    if (this.#paused) return
    this.#options.wire.resume()
    this.#onFlowing?.()
    this.#onFlowing = null
  }
}
