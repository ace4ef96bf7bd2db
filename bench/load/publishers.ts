// The peers that talk. Each room has one of them, so that its messages have an order; each room's frame is built once, and
// only the marks in it change.
import { inRoom, type Target } from '../plan.ts'
import { maskedMessage } from './masked.ts'
import { BLANK_MARK, markOffsets, writeMark } from './marks.ts'
import { Peer } from './peer.ts'

/** Bytes of a SEND's body. */
const BODY_BYTES = 200

/** A room's own frame, and who sends it. */
interface Speaker {
  peer: Peer
  frame: Buffer
  marks: readonly number[]
}

export class Publishers {
  /** The number of the next message. It goes on from one measurement to the next, so that no mark is used twice. */
  next = 0
  readonly #speakers: readonly Speaker[]

  private constructor(speakers: readonly Speaker[]) {
    this.#speakers = speakers
  }

  /** Resolves when all may talk. With `receipts` every message asks for a RECEIPT, whose id is the message's mark. */
  static async open(
    target: Target,
    { count, receipts }: { count: number; receipts: boolean },
  ): Promise<Publishers> {
    const peers = await Promise.all(Array.from({ length: count }, (_, number) => Peer.open(target, number)))
    const speakers: Speaker[] = []
    for (const [number, room] of target.rooms.entries()) {
      const peer = peers[number % count]
      if (peer === undefined) throw new RangeError('There must be a publisher.')
      if (target.enterTo !== null) await peer.ask('SEND', { destination: inRoom(target.enterTo, room) })
      const frame = maskedMessage(sendFrame(target, room, receipts))
      speakers.push({ peer, frame, marks: markOffsets(frame, 0, frame.length) })
    }
    return new Publishers(speakers)
  }

  /** Who hears what the server says to the publishers. */
  set onMessage(onMessage: Peer['onMessage']) {
    for (const { peer } of this.#speakers) peer.onMessage = onMessage
  }

  get closed(): boolean {
    return this.#speakers.some(({ peer }) => peer.closed)
  }

  /** Sends the next message: each room has its turn. */
  talk(): void {
    const speaker = this.#speakers[this.next % this.#speakers.length]
    if (speaker === undefined) return
    const frame = Buffer.from(speaker.frame)
    for (const offset of speaker.marks) writeMark(frame, offset, this.next)
    this.next += 1
    speaker.peer.write(frame)
  }

  close(): void {
    for (const { peer } of this.#speakers) peer.close()
  }
}

function sendFrame({ sendTo, sendHeaders }: Target, room: string, receipts: boolean): string {
  const body = bodyText()
  const headers = {
    destination: inRoom(sendTo, room),
    ...sendHeaders,
    ...(receipts && { receipt: BLANK_MARK }),
    'content-length': String(body.length),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  return `SEND\n${lines.join('')}\n${body}\0`
}

/** The mark stands in the nonce: that is given back to everybody, and the same one is never kept twice. */
function bodyText(): string {
  const body = (message: string): string => JSON.stringify({ message, nonce: BLANK_MARK })
  return body('x'.repeat(BODY_BYTES - body('').length))
}
