// The open transactions of the reference session.
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Frame } from '../../../../server/stomp/frame.ts'
import { Breach } from './expectation.ts'

export class ModelTransactions {
  readonly #open = new Map<string, Frame[]>()

  begin(id: string): void {
    if (this.#open.has(id)) throw new Breach('DUPLICATE_TRANSACTION')
    if (this.#open.size >= LIMITS.transactionsPerSession) throw new Breach('TOO_MANY_TRANSACTIONS')
    if (Buffer.byteLength(id) > LIMITS.transactionIdBytes) throw new Breach('BAD_HEADER')
    this.#open.set(id, [])
  }

  /** Whether the frame waits for a COMMIT. */
  holds(frame: Frame): boolean {
    const id = frame.headers.get('transaction')
    if (id === undefined) return false
    const parts = this.#of(id)
    parts.push({ ...frame, body: Buffer.from(frame.body) })
    const bytes = parts.reduce((sum, part) => sum + sizeOf(part), 0)
    if (parts.length > LIMITS.transactionFrames || bytes > LIMITS.transactionBytes)
      throw new Breach('TRANSACTION_TOO_LARGE')
    return true
  }

  /** Ends it and answers what it held. */
  end(id: string): readonly Frame[] {
    const parts = this.#of(id)
    this.#open.delete(id)
    return parts
  }

  #of(id: string): Frame[] {
    const parts = this.#open.get(id)
    if (parts === undefined) throw new Breach('NO_SUCH_TRANSACTION')
    return parts
  }
}

function sizeOf({ headers, body }: Frame): number {
  const text = [...headers].flat().join('')
  return Buffer.byteLength(text) + body.length
}
