// One client's conversation from its first byte to its last: frames in order through the table of commands, receipts,
// refusals, heart-beats, and the end. All that is due to the client leaves through its outbox.
import { ERRORS, Refusal, type ErrorCode } from '../../protocol/errors.ts'
import type { User } from '../../protocol/rest.ts'
import { Decoder } from '../stomp/decoder.ts'
import { FrameError, type Frame, type StompVersion } from '../stomp/frame.ts'
import { commandFor, type Command, type Conversation } from './commands.ts'
import type { SessionContext } from './context.ts'
import { SessionFault } from './fault.ts'
import { HeartBeat, type HeartBeatIntervals } from './heart-beat.ts'
import { Lane } from './lane.ts'
import { Outbox } from './outbox.ts'
import { Receipts, type Receipt } from './receipts.ts'
import { toRefusalBody } from './refusal-body.ts'
import { RefusalQueue } from './refusal-queue.ts'
import { Speaker } from './speaker.ts'
import { Subscriptions } from './subscriptions.ts'
import type { Wire, WireEvents } from './wire.ts'

/** RFC 6455 §7.4.1. */
const NORMAL_CLOSE = 1000

type State =
  | { at: 'awaiting-connect'; since: number }
  | { at: 'connected'; person: User; heartBeat: HeartBeat }
  /** Nothing more is taken from the client; what is under way is finished and answered. */
  | { at: 'finishing' }
  /** The last frame is on its way out. */
  | { at: 'ending' }
  | { at: 'closed' }

export class Session implements WireEvents, Conversation {
  readonly context: SessionContext
  readonly subscriptions: Subscriptions
  readonly refusals = new RefusalQueue()
  readonly #wire: Wire
  readonly #onClosed: (session: Session) => void
  readonly #decoder: Decoder
  readonly #outbox: Outbox
  readonly #speaker: Speaker
  readonly #lane = new Lane()
  readonly #receipts: Receipts
  #state: State
  /** Who was welcomed, kept until the session is closed. */
  #welcomed: User | null = null
  #paused = false

  /** `onClosed` is called once, when nothing more will come of the session. */
  constructor(wire: Wire, context: SessionContext, onClosed: (session: Session) => void) {
    this.context = context
    this.#wire = wire
    this.#onClosed = onClosed
    this.#state = { at: 'awaiting-connect', since: context.now() }
    this.#decoder = new Decoder(context.limits, (frame) => this.#lane.push(() => this.#process(frame)))
    this.#outbox = new Outbox(wire, context.limits.outboxBytes, () => this.#cutSlowReader())
    this.#speaker = new Speaker(this.#outbox)
    this.#receipts = new Receipts((id) => this.#speaker.receipt(id))
    this.subscriptions = new Subscriptions(
      {
        framing: () => wire.framing,
        deliver: (framed) => this.#deliver(framed),
        drained: () => this.#outbox.drained(),
        fail: (error) => this.#failFeed(error),
      },
      context.limits,
    )
  }

  get address(): string {
    return this.#wire.address
  }

  get person(): User | null {
    return this.#welcomed
  }

  receive(bytes: Buffer): void {
    if (this.#state.at === 'connected') this.#state.heartBeat.heard(this.context.now())
    else if (this.#state.at !== 'awaiting-connect') return
    try {
      this.#decoder.push(bytes)
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
      // Frames that came before the broken one are answered first.
      this.#lane.push(() => this.end(error.fault, error.message))
      this.#wire.pause()
      return
    }
    this.#regulate()
  }

  closed(): void {
    if (this.#state.at === 'closed') return
    this.#state = { at: 'closed' }
    this.#lane.clear()
    this.subscriptions.close()
    this.#outbox.close()
    this.#onClosed(this)
    if (this.#welcomed !== null) void this.context.vanished(this.#welcomed)
  }

  /** Looks at the clock: heart-beats, silence, a CONNECT that does not come. `nextLook`: ms until the next call. */
  tick(now: number, nextLook: number): void {
    if (this.#state.at === 'awaiting-connect') {
      if (now - this.#state.since >= this.context.limits.connectTimeout) this.end('CONNECT_TIMEOUT')
      return
    }
    if (this.#state.at !== 'connected') return
    if (this.#outbox.takeWritten() > 0) this.#state.heartBeat.spoke(now)
    const due = this.#state.heartBeat.due(now, nextLook)
    if (due === 'give-up') this.end('SILENT_PEER')
    else if (due === 'beat') this.#speaker.beat()
  }

  welcome(person: User, version: StompVersion, heartBeat: HeartBeatIntervals): void {
    if (this.#state.at !== 'awaiting-connect') return
    this.#decoder.version = version
    this.#welcomed = person
    this.#state = { at: 'connected', person, heartBeat: new HeartBeat(heartBeat, this.context.now()) }
    this.#speaker.welcome({ person, version, heartBeat, server: this.context.server })
    void this.context.appeared(person)
  }

  finish(goodbye: ErrorCode | null): void {
    if (this.#state.at === 'ending' || this.#state.at === 'closed') return
    this.#state = { at: 'finishing' }
    // Nothing may follow a DISCONNECT (STOMP 1.2, DISCONNECT).
    if (goodbye === null) this.#lane.clear()
    this.#lane.push(() => {
      this.#receipts.whenEmpty(() => (goodbye === null ? this.#close(NORMAL_CLOSE, '') : this.end(goodbye)))
    })
  }

  /** Says ERROR and closes when that is out. */
  end(code: ErrorCode, detail: string = ERRORS[code].message, receiptId: string | null = null): void {
    if (this.#state.at === 'ending' || this.#state.at === 'closed') return
    this.context.counts.errors += 1
    this.#speaker.error(code, detail, receiptId)
    this.#close(ERRORS[code].close, ERRORS[code].message)
  }

  #close(code: number, reason: string): void {
    if (this.#state.at === 'closed') return
    this.#state = { at: 'ending' }
    this.#lane.clear()
    this.subscriptions.close()
    this.#outbox.close()
    this.#wire.end(code, reason)
  }

  async #process(frame: Frame): Promise<void> {
    this.context.counts.framesIn += 1
    const receipt = this.#receipts.open(frame.headers.get('receipt') ?? null)
    try {
      const outcome = await this.#run(frame)
      if (!outcome?.kept) receipt.give()
      else void outcome.kept.then(receipt.give, (error: unknown) => this.#refuse(frame, receipt, error))
    } catch (error) {
      this.#refuse(frame, receipt, error)
    }
    this.#regulate()
  }

  async #run(frame: Frame): ReturnType<Command> {
    const command = commandFor(frame.command)
    if (command === null) throw new SessionFault('UNSUPPORTED_COMMAND', `Unknown command ${frame.command}.`)
    return command(this, frame)
  }

  /** A breach of the protocol or a failed sign-in ends the session; any other refusal is told on the session's queue. */
  #refuse(frame: Frame, receipt: Receipt, error: unknown): void {
    receipt.withhold()
    if (!(error instanceof Refusal || error instanceof SessionFault)) this.context.reportFailure(error)
    if (error instanceof SessionFault || this.#welcomed === null) {
      const { code, message } = toFault(error)
      this.end(code, message, frame.headers.get('receipt') ?? null)
      return
    }
    this.context.counts.refusals += 1
    this.refusals.put(toRefusalBody(frame, error))
  }

  /** Frames may wait for their turn, but not without bound: past it the client's bytes wait on the network. */
  #regulate(): void {
    const { framesInHand } = this.context.limits
    if (!this.#paused && this.#lane.length > framesInHand) {
      this.#paused = true
      this.#wire.pause()
    } else if (this.#paused && this.#lane.length <= framesInHand / 2) {
      this.#paused = false
      this.#wire.resume()
    }
  }

  #deliver(framed: Buffer): void {
    this.#outbox.push(framed)
  }

  #failFeed(error: unknown): void {
    this.context.reportFailure(error)
    this.end('UNAVAILABLE')
  }

  /** What the client has not read is dropped: it comes back with `since` and gets it then. */
  #cutSlowReader(): void {
    this.#outbox.discard()
    this.end('SLOW_READER')
  }
}

function toFault(error: unknown): { code: ErrorCode; message: string } {
  if (error instanceof Refusal || error instanceof SessionFault) return error
  return { code: 'UNAVAILABLE', message: ERRORS.UNAVAILABLE.message }
}
