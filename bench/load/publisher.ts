// The peer that talks: its frame is built once, and only the marks in it change.
import type { Target } from '../plan.ts'
import { maskedMessage } from './masked.ts'
import { BLANK_MARK, markOffsets, writeMark } from './marks.ts'
import { Peer } from './peer.ts'

/** Bytes of a SEND's body. */
const BODY_BYTES = 200

export class Publisher {
  readonly peer: Peer
  readonly #template: Buffer
  readonly #marks: readonly number[]
  /** The number of the next message. It goes on from one measurement to the next, so that no mark is used twice. */
  next = 0

  private constructor(peer: Peer, template: Buffer) {
    this.peer = peer
    this.#template = template
    this.#marks = markOffsets(template, 0, template.length)
  }

  /** Resolves when it may talk. With `receipts` every message asks for a RECEIPT, whose id is the message's mark. */
  static async open(target: Target, { receipts }: { receipts: boolean }): Promise<Publisher> {
    const peer = await Peer.open(target)
    if (target.enterTo !== null) await peer.ask('SEND', { destination: target.enterTo })
    const body = bodyText()
    const receipt = receipts ? `receipt:${BLANK_MARK}\n` : ''
    const head = `SEND\ndestination:${target.sendTo}\n${receipt}content-type:application/json\n`
    return new Publisher(peer, maskedMessage(`${head}content-length:${body.length}\n\n${body}\0`))
  }

  /** Sends the next message. */
  talk(): void {
    const message = Buffer.from(this.#template)
    for (const offset of this.#marks) writeMark(message, offset, this.next)
    this.next += 1
    this.peer.write(message)
  }
}

/** The mark stands in the nonce: that is given back to everybody, and the same one is never kept twice. */
function bodyText(): string {
  const body = (message: string): string => JSON.stringify({ message, nonce: BLANK_MARK })
  return body('x'.repeat(BODY_BYTES - body('').length))
}
