// A subscriber that keeps what it is given, and may take its time.
import type { RoomMessage } from '../../../protocol/entry.ts'
import { assemble } from '../../../server/broker/message.ts'
import {
  NO_TAIL,
  type Framing,
  type MessageTail,
  type Subscriber,
} from '../../../server/broker/subscriber.ts'
import type { StompVersion } from '../../../server/stomp/frame.ts'
import { read, type Read } from '../stomp/reading.ts'

export const bare: Framing = { takesBytes: true, headLength: () => 0, writeHead: () => {}, tail: NO_TAIL }

/** One byte before each frame and one behind it, so that they are seen to be there. */
export const marked: Framing = {
  takesBytes: true,
  headLength: () => 1,
  writeHead: (target, offset) => target.writeUInt8(0x0a, offset),
  tail: Buffer.from('\n'),
}

export class Reader implements Subscriber {
  readonly id: string
  readonly destination = '/topic/test'
  readonly framing: Framing
  readonly version: StompVersion
  readonly oneByOne: boolean
  /** The buffers as they were delivered. */
  readonly delivered: Buffer[] = []
  failure: unknown = null
  #stalled = false
  #waiting: (() => void)[] = []

  constructor(id = 's', framing: Framing = bare, oneByOne = false, version: StompVersion = '1.2') {
    this.id = id
    this.framing = framing
    this.oneByOne = oneByOne
    this.version = version
  }

  deliver(framed: Buffer): void {
    this.delivered.push(framed)
  }

  /** Holds on to the bytes, as a transport does that has not sent them. */
  deliverNow(framed: Buffer): boolean {
    this.delivered.push(framed)
    return false
  }

  deliverOne(message: MessageTail): void {
    this.delivered.push(assemble([message], this))
  }

  async whenDrained(step: () => Promise<void>): Promise<void> {
    while (this.#stalled) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    await step()
  }

  fail(error: unknown): void {
    this.failure = error
  }

  stall(): void {
    this.#stalled = true
  }

  /** Whether somebody waits for it to read. */
  get awaited(): boolean {
    return this.#waiting.length > 0
  }

  drain(): void {
    this.#stalled = false
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  get frames(): Read[] {
    return read(this.delivered, this.version).frames
  }

  bodies<Body = RoomMessage>(): Body[] {
    return this.frames.map(({ body }) => JSON.parse(body) as Body)
  }

  /** Short: entries as their seq, markers as `=7` (CAUGHT_UP) and `1-6` (GAP). */
  get story(): (number | string)[] {
    return this.bodies().map((message) => {
      if (message.type === 'CAUGHT_UP') return `=${message.seq}`
      return message.type === 'GAP' ? `${message.from}-${message.to}` : message.seq
    })
  }
}
