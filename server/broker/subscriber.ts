// What the broker asks of those it delivers to. Sessions implement it; the broker knows nothing else of them.
import type { RoomId } from '../../protocol/ids.ts'
import type { StompVersion } from '../stomp/frame.ts'

/** How a transport wraps a STOMP frame. One shared object a kind of transport: equal framing means equal bytes. */
export interface Framing {
  /** Whether frames that are not UTF-8 can go this way. */
  readonly takesBytes: boolean
  /** Bytes that stand before a frame of `length` bytes. */
  headLength(length: number): number
  /** Writes those bytes at `offset` of `target`. `isText`: the frame is UTF-8, as it is unless that is said not to be so. */
  writeHead(target: Buffer, offset: number, length: number, isText?: boolean): void
  /** What stands behind each frame. */
  readonly tail: Buffer
}

/** For a transport that puts nothing behind a frame. */
export const NO_TAIL = Buffer.alloc(0)

/** What a message's frames for all subscribers share. */
export interface MessageTail {
  readonly messageId: string
  /** Whether the frames are UTF-8. */
  readonly isText: boolean
  /** Everything of the frame that comes after the subscription's id, the closing NUL included. */
  readonly bytes: Buffer
}

/** One SUBSCRIBE of one client. */
export interface Subscriber {
  /** The client's own id for the subscription, as it stands in a frame's header. */
  readonly id: string
  readonly destination: string
  readonly framing: Framing
  /** Of the frames that it is given. */
  readonly version: StompVersion
  /** Whether it takes its messages one by one, because each has to be acknowledged, or framed, many in one buffer. */
  readonly oneByOne: boolean
  /** Takes framed MESSAGEs, to go out at the end of this turn. Must not throw; one who cannot keep up deals with that alone. */
  deliver(framed: Buffer): void
  /** The same, to go out now. True where nobody holds the buffer any more, so that its bytes may change. */
  deliverNow(framed: Buffer): boolean
  /** Takes the next message, where it takes them one by one. Must not throw either. */
  deliverOne(message: MessageTail): void
  /**
   * Runs `step` once, when the subscriber can take more or is gone, and no other step for the same client is under way.
   * Settles as the step does, and never where the subscription ends before its turn. One at a time for a subscription.
   */
  whenDrained(step: () => Promise<void>): Promise<void>
  /** The feed broke off and cannot go on; the client has to come back and ask again. */
  fail(error: unknown): void
}

/** Ends a subscription: nothing is delivered after the call. */
export type Detach = () => void

/** Something that can be subscribed to. */
export interface Feed {
  /** The room that is read by it, which its subscribers must go on being allowed to; null where it is none. */
  readonly roomId: RoomId | null
  /** Resolves when the subscription is in effect: what is published from then on arrives. Rejects for an outage. */
  attach(subscriber: Subscriber): Promise<Detach>
}
