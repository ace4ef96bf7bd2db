// A STOMP frame, the versions of the protocol, and the way in which a peer breaks it.

export type StompVersion = '1.0' | '1.1' | '1.2'

/** The versions spoken here, best first. */
export const VERSIONS: readonly StompVersion[] = ['1.2', '1.1', '1.0']

/** Header names to values, both unescaped. Of a repeated header the first stands (STOMP 1.2, Repeated Header Entries). */
export type Headers = ReadonlyMap<string, string>

/** `body` may be a view into the bytes that arrived: copy it to keep it. */
export interface Frame {
  command: string
  headers: Headers
  body: Buffer
}

/** What a peer did that the protocol does not allow. The connection cannot go on after it. */
export type FrameFault = 'BAD_FRAME' | 'FRAME_TOO_LARGE'

/** Thrown by the decoder; its message is a sentence for the developer of the other side. */
export class FrameError extends Error {
  readonly fault: FrameFault
  /** The receipt that the broken frame asks for; null where it asks for none, or breaks before that was read. */
  readonly receiptId: string | null
  constructor(fault: FrameFault, message: string, headers: Headers | null = null) {
    super(message)
    this.name = 'FrameError'
    this.fault = fault
    this.receiptId = headers?.get('receipt') ?? null
  }
}
