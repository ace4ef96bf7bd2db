// One client's open transactions: the frames that wait for their COMMIT (STOMP 1.2, BEGIN). What waits here is forgotten with
// the session.
import type { Frame } from '../stomp/frame.ts'
import type { SessionLimits } from './context.ts'
import { SessionFault } from './fault.ts'
import { sizeOf } from './frame-size.ts'

/** What a frame takes in memory besides its bytes: as measured with as many headers as one may have, all of them short. */
const FRAME_OVERHEAD = 4_096

interface Transaction {
  frames: Frame[]
  /** Of the frames' headers and bodies. */
  bytes: number
}

export class Transactions {
  readonly #limits: SessionLimits
  readonly #open = new Map<string, Transaction>()

  constructor(limits: SessionLimits) {
    this.#limits = limits
  }

  /** About how much of the host's memory all of them take. */
  get held(): number {
    let held = 0
    for (const { frames, bytes } of this.#open.values()) held += bytes + frames.length * FRAME_OVERHEAD
    return held
  }

  /** Throws DUPLICATE_TRANSACTION, TOO_MANY_TRANSACTIONS, and BAD_HEADER for an id that is too long. */
  begin(id: string): void {
    if (this.#open.has(id))
      throw new SessionFault(
        'DUPLICATE_TRANSACTION',
        `The transaction ${JSON.stringify(id)} is open already.`,
      )
    const { transactionsPerSession, transactionIdBytes } = this.#limits
    if (this.#open.size >= transactionsPerSession)
      throw new SessionFault(
        'TOO_MANY_TRANSACTIONS',
        `A connection may have ${transactionsPerSession} open transactions.`,
      )
    if (Buffer.byteLength(id) > transactionIdBytes)
      throw new SessionFault('BAD_HEADER', `A transaction id may have ${transactionIdBytes} bytes.`)
    this.#open.set(id, { frames: [], bytes: 0 })
  }

  /**
   * Keeps the frame for its COMMIT, and says whether it did: not where it names no transaction. Throws NO_SUCH_TRANSACTION,
   * and TRANSACTION_TOO_LARGE: a part that were left out would let a COMMIT do half of what was meant.
   */
  holds(frame: Frame): boolean {
    const id = frame.headers.get('transaction')
    if (id === undefined) return false
    const transaction = this.#find(id)
    transaction.bytes += sizeOf(frame)
    const { transactionFrames, transactionBytes } = this.#limits
    if (transaction.frames.length >= transactionFrames || transaction.bytes > transactionBytes)
      throw new SessionFault(
        'TRANSACTION_TOO_LARGE',
        `A transaction may hold ${transactionFrames} frames and ${transactionBytes} bytes.`,
      )
    transaction.frames.push({ ...frame, body: Buffer.from(frame.body) })
    return true
  }

  /** Ends the transaction and answers its frames in their order. Throws NO_SUCH_TRANSACTION. */
  end(id: string): readonly Frame[] {
    const { frames } = this.#find(id)
    this.#open.delete(id)
    return frames
  }

  #find(id: string): Transaction {
    const transaction = this.#open.get(id)
    if (transaction === undefined)
      throw new SessionFault(
        'NO_SUCH_TRANSACTION',
        `The transaction ${JSON.stringify(id)} was not begun, or has ended.`,
      )
    return transaction
  }
}
