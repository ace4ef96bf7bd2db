// Does what a client's frames ask for, one at a time, and settles their receipts: given, or withheld for a refusal or a fault.
import { Refusal } from '../../protocol/errors.ts'
import type { Frame } from '../stomp/frame.ts'
import { commandFor } from './commands.ts'
import type { Command, Conversation } from './conversation.ts'
import type { ErrorReason } from './error-frame.ts'
import { SessionFault, isClientsDoing, toldOf } from './fault.ts'
import type { Intake } from './intake.ts'
import type { Receipt, Receipts } from './receipts.ts'
import { toRefusalBody } from './refusal-body.ts'

export interface FrameHandlerParts {
  session: Conversation
  receipts: Receipts
  intake: Intake
  /** The frame is the end of the session. */
  onFault: (reason: ErrorReason) => void
}

export class FrameHandler {
  readonly #session: Conversation
  readonly #receipts: Receipts
  readonly #intake: Intake
  readonly #onFault: (reason: ErrorReason) => void

  constructor({ session, receipts, intake, onFault }: FrameHandlerParts) {
    this.#session = session
    this.#receipts = receipts
    this.#intake = intake
    this.#onFault = onFault
  }

  /**
   * Resolves when the next frame may follow; never rejects. `retryAfter`: the frame came too fast, and may come again after
   * so many milliseconds; 0 where it did not.
   */
  async handle(frame: Frame, retryAfter: number): Promise<void> {
    this.#session.context.counts.framesIn += 1
    const receipt = this.#receipts.open(frame.headers.get('receipt') ?? null)
    try {
      if (retryAfter > 0) throw new Refusal('TOO_FAST', undefined, { retryAfter })
      const outcome = await this.#run(frame)
      const kept = outcome?.kept ?? null
      if (kept === null) this.#answer(frame, receipt)
      else void this.#answerOnce(kept, frame, receipt)
    } catch (error) {
      this.#refuse(frame, receipt, error)
      this.#intake.done(frame)
    }
  }

  #run(frame: Frame): ReturnType<Command> {
    const command = commandFor(frame.command)
    if (command === null) throw new SessionFault('UNSUPPORTED_COMMAND', `Unknown command ${frame.command}.`)
    return command(this.#session, frame)
  }

  #answer(frame: Frame, receipt: Receipt): void {
    receipt.give()
    this.#intake.done(frame)
  }

  /** Settles the frame's receipt when its effect is `kept`. Never rejects. */
  async #answerOnce(kept: Promise<unknown>, frame: Frame, receipt: Receipt): Promise<void> {
    try {
      await kept
      this.#answer(frame, receipt)
    } catch (error) {
      this.#refuse(frame, receipt, error)
      this.#intake.done(frame)
    }
  }

  /** A breach of the protocol or a failed sign-in ends the session; any other refusal is told on the session's queue. */
  #refuse(frame: Frame, receipt: Receipt, error: unknown): void {
    const { context, person, refusals } = this.#session
    if (!isClientsDoing(error)) context.reportFailure(error)
    if (error instanceof SessionFault || person === null) {
      receipt.withhold()
      const { code, message: detail, retryAfter } = toldOf(error)
      this.#onFault({ code, detail, receiptId: frame.headers.get('receipt') ?? null, retryAfter })
      return
    }
    context.counts.refusals += 1
    this.#intake.refused(error)
    refusals.put(toRefusalBody(frame, error))
    // Afterwards: a DISCONNECT may have waited for this answer alone.
    receipt.withhold()
  }
}
