// One client's conversation from its first byte to its last: frames in order through the table of commands, receipts,
// refusals, heart-beats, and the end. All that is due to the client leaves through its outbox.
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import type { User } from '../../protocol/rest.ts'
import { Decoder } from '../stomp/decoder.ts'
import { FrameError, type Frame, type StompVersion } from '../stomp/frame.ts'
import type { SessionContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { Delivery } from './delivery.ts'
import type { ErrorReason } from './error-frame.ts'
import { SessionFault, toldOf } from './fault.ts'
import { FrameHandler } from './frame-handler.ts'
import { HeartBeat, type HeartBeatIntervals } from './heart-beat.ts'
import { Intake } from './intake.ts'
import { introduced } from './introduction.ts'
import { Lane } from './lane.ts'
import { Outbox } from './outbox.ts'
import { Stay, type Admitted, type Arrival } from './pass.ts'
import { Receipts } from './receipts.ts'
import { toNotice } from './refusal-body.ts'
import { RefusalQueue } from './refusal-queue.ts'
import { ReplayPace } from './replay-pace.ts'
import { Speaker } from './speaker.ts'
import { isListening, isOver, type SessionState } from './state.ts'
import { Subscriptions } from './subscriptions.ts'
import { Transactions } from './transactions.ts'
import type { Wire, WireEvents } from './wire.ts'

/** RFC 6455 §7.4.1. */
const NORMAL_CLOSE = 1000

export class Session implements WireEvents, Conversation {
  readonly context: SessionContext
  readonly subscriptions: Subscriptions
  readonly refusals = new RefusalQueue()
  readonly #wire: Wire
  readonly #onClosed: (session: Session) => void
  readonly #decoder: Decoder
  readonly #outbox: Outbox
  readonly #pace: ReplayPace
  readonly #speaker: Speaker
  readonly #lane = new Lane()
  readonly #receipts: Receipts
  readonly #intake: Intake
  readonly #handler: FrameHandler
  /** Most sessions never have any. */
  #transactions: Transactions | null = null
  #state: SessionState
  #keptAlive = false
  /** Who was welcomed, kept until the session is closed. */
  #welcomed: Arrival | null = null
  /** Null where it has no end. */
  #stay: Stay | null = null

  /** `onClosed` is called once, when nothing more will come of the session. */
  constructor(wire: Wire, context: SessionContext, onClosed: (session: Session) => void) {
    this.context = context
    this.#wire = wire
    this.#onClosed = onClosed
    this.#state = { at: 'awaiting-connect', since: context.now() }
    this.#decoder = new Decoder(context.limits, (frame) => this.#take(frame))
    this.#outbox = new Outbox(wire, context.limits.outboxBytes, () => this.#cutOff('SLOW_READER'))
    this.#pace = new ReplayPace(this.#outbox, context.turns)
    this.#speaker = new Speaker(this.#outbox)
    this.#receipts = new Receipts((id) => this.#speaker.receipt(id))
    this.#intake = new Intake({
      wire,
      frames: { pause: () => this.#decoder.pause(), resume: () => this.#resume() },
      limits: context.limits,
      rate: context.rateOf(wire.address),
      turns: context.turns,
      inHand: () => this.#lane.length + this.#receipts.length,
      now: context.now,
    })
    const [receipts, intake] = [this.#receipts, this.#intake]
    const onFault = (reason: ErrorReason): void => this.#stop(() => this.#end(reason.code, reason))
    this.#handler = new FrameHandler({ session: this, receipts, intake, onFault })
    const [outbox, pace, speaker] = [this.#outbox, this.#pace, this.#speaker]
    const onFailure = (error: unknown): void => this.#failFeed(error)
    const delivery = new Delivery({ wire, outbox, pace, speaker, onFailure })
    this.subscriptions = new Subscriptions(delivery, context.limits)
  }

  get address(): string {
    return this.#wire.address
  }

  get door(): string | null {
    return this.#wire.door
  }

  get transactions(): Transactions {
    this.#transactions ??= new Transactions(this.context.limits)
    return this.#transactions
  }

  get person(): User | null {
    return this.#welcomed
  }

  receive(bytes: Buffer): void {
    this.#hear()
    this.#intake.received()
    if (isListening(this.#state)) this.#read(() => this.#decoder.push(bytes))
  }

  ended(): void {
    // What waits has arrived too.
    this.#intake.whenFlowing(() => this.#finish(() => this.#close(NORMAL_CLOSE, '')))
  }

  closed(): void {
    if (this.#state.at === 'closed' || this.#state.at === 'emptying') return
    const waits = this.#welcomed !== null && isListening(this.#state) && this.#intake.paused
    this.subscriptions.close()
    this.#outbox.close()
    if (this.#welcomed !== null) void this.context.vanished(this.#welcomed)
    if (!waits) return this.#forget()
    this.#state = { at: 'emptying' }
    this.#intake.whenFlowing(() => this.#forget())
  }

  /** Looks at the clock: heart-beats, silence, a CONNECT that does not come, a replay that nobody reads. `nextLook`: ms until the next call. */
  tick(now: number, nextLook: number): void {
    if (isListening(this.#state)) this.#intake.regulate()
    this.#keepAlive()
    if (this.#state.at === 'awaiting-connect') {
      if (now - this.#state.since >= this.context.limits.connectTimeout) this.#end('CONNECT_TIMEOUT')
      return
    }
    if (this.#state.at !== 'connected') return
    // Nobody is silent of whom a part of a message comes, or whom we do not let speak.
    if (this.#intake.lookForMore() || this.#intake.paused) this.#state.heartBeat.heard(now)
    if (this.#outbox.takeWritten() > 0) this.#state.heartBeat.spoke(now)
    if (this.#pace.stuckFor(now) >= this.context.limits.replayPatience) return this.#cutOff('SLOW_READER')
    if (this.#lookAtStay(now)) return
    const due = this.#state.heartBeat.due(now, nextLook)
    if (due === 'give-up') this.#end('SILENT_PEER')
    else if (due === 'beat') this.#speaker.beat()
  }

  /** Bytes that the host holds for the client: owed to it, arrived and not done, waiting for a COMMIT or an ACK. */
  get held(): number {
    const arrived = this.#intake.held + this.#decoder.unread
    return this.#outbox.owed + arrived + (this.#transactions?.held ?? 0) + this.subscriptions.held
  }

  get version(): StompVersion {
    return this.#decoder.version
  }

  agree(version: StompVersion): void {
    this.#decoder.version = version
    this.#speaker.version = version
    this.#wire.agreed(version)
  }

  introduce(name: string): User {
    if (this.#welcomed === null) throw new SessionFault('NOT_CONNECTED')
    this.#welcomed = introduced(this.#welcomed, name)
    return this.#welcomed
  }

  welcome(admitted: Admitted, heartBeat: HeartBeatIntervals): void {
    if (isOver(this.#state)) return
    const { person } = admitted
    this.admit(admitted)
    if (this.#state.at === 'awaiting-connect') {
      this.#state = { at: 'connected', heartBeat: new HeartBeat(heartBeat, this.context.now()) }
    }
    this.#speaker.welcome({ person, heartBeat, server: this.context.server })
    void this.context.appeared(person)
  }

  admit({ person, pass }: Admitted): void {
    this.#welcomed = person
    this.#stay = pass === null ? null : new Stay(pass)
  }

  /** The family that keeps the client here; null where none does. */
  get family(): string | null {
    return this.#stay?.pass.family ?? null
  }

  disconnect(): void {
    this.#stop(() => this.#close(NORMAL_CLOSE, ''))
  }

  /** Takes nothing more of the client's; says ERROR and closes when what has arrived is done and answered. */
  finish(code: ErrorCode, detail: string = ERRORS[code].message): void {
    this.#finish(() => this.#end(code, { detail }))
  }

  /** The host cannot hold so much: says so and closes, and where that was said before, closes at once. */
  release(): void {
    if (this.#state.at === 'emptying') this.#forget()
    else if (isOver(this.#state)) this.#wire.cut()
    else this.#cutOff('HOST_FULL')
  }

  /** Tells of a token that ends soon; whether it has ended, and the session with it. */
  #lookAtStay(now: number): boolean {
    const due = this.#stay?.due(now) ?? 'nothing'
    if (due === 'end') this.finish('TOKEN_EXPIRED')
    if (due === 'tell' && this.#stay !== null) this.#stay.told = this.refusals.put(toNotice('TOKEN_EXPIRING'))
    return due === 'end'
  }

  /** What the client has not read is dropped: it comes back with `since` and gets it then. */
  #cutOff(code: 'SLOW_READER' | 'HOST_FULL'): void {
    if (isOver(this.#state)) return
    this.#outbox.discard()
    this.#end(code)
  }

  /** Says ERROR and closes when that is out. */
  #end(code: ErrorCode, reason: Partial<ErrorReason> = {}): void {
    if (isOver(this.#state)) return
    // First of all: what is said now must not be found too much by a full outbox.
    this.#state = { at: 'ending' }
    this.context.counts.errors += 1
    this.#speaker.error({ code, detail: ERRORS[code].message, receiptId: null, retryAfter: null, ...reason })
    this.#close(ERRORS[code].close, ERRORS[code].message)
  }

  /** At the first look: a visit that is over before it need not be asked after. */
  #keepAlive(): void {
    if (this.#keptAlive) return
    this.#keptAlive = true
    this.#wire.keepAlive()
  }

  #hear(): void {
    if (this.#state.at === 'connected') this.#state.heartBeat.heard(this.context.now())
  }

  /** Takes nothing more, and does `last` when what has arrived is done and answered. */
  #finish(last: () => void): void {
    if (this.#state.at === 'emptying') return this.#forget()
    if (!isListening(this.#state)) return
    this.#state = { at: 'finishing' }
    this.#lane.push(() => this.#stop(last))
  }

  /** Forgets the frames that have not begun, and does `last` when those that have are answered. */
  #stop(last: () => void): void {
    this.#lane.clear()
    if (this.#state.at === 'emptying') this.#forget()
    if (isOver(this.#state)) return
    this.#state = { at: 'finishing' }
    this.#receipts.whenEmpty(last)
  }

  #close(code: number, reason: string): void {
    if (this.#state.at === 'closed') return
    this.#state = { at: 'ending' }
    this.#lane.clear()
    this.subscriptions.close()
    this.#wire.end(code, reason, this.#outbox.close())
  }

  /** Takes nothing more. The frames in the lane had arrived, and take their turn all the same. */
  #forget(): void {
    if (this.#state.at === 'closed') return
    this.#state = { at: 'closed' }
    this.#onClosed(this)
  }

  /** Lets the decoder work. Frames that came before a broken one are answered first. */
  #read(step: () => void): void {
    try {
      step()
    } catch (error) {
      if (!(error instanceof FrameError)) throw error
      const { fault, message: detail, receiptId } = error
      this.#finish(() => this.#end(fault, { detail, receiptId }))
    }
  }

  #take(frame: Frame): void {
    if (!isListening(this.#state)) return
    const retryAfter = this.#intake.take(frame)
    this.#lane.push(() => this.#handler.handle(frame, retryAfter))
    this.#intake.regulate()
  }

  #resume(): void {
    if (isListening(this.#state)) this.#read(() => this.#decoder.resume())
  }

  #failFeed(error: unknown): void {
    this.context.reportFailure(error)
    this.#end(toldOf(error).code)
  }
}
