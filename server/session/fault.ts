// The ways in which a client's frame fails: breaches that end the session, and parts of a transaction that are refused.
import { ERRORS, Refusal, type ErrorCode } from '../../protocol/errors.ts'
import type { Frame } from '../stomp/frame.ts'

/** A breach of the protocol or a failed sign-in: answered by an ERROR frame, after which the connection closes. */
export class SessionFault extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, detail?: string) {
    super(detail ?? ERRORS[code].message)
    this.name = 'SessionFault'
    this.code = code
  }
}

/** A COMMIT that cannot be done because of one of its frames, and so is not done at all. */
export class RefusedPart extends Refusal {
  readonly part: Frame
  constructor(part: Frame, { code, message, cause }: Refusal) {
    super(code, message, cause === undefined ? undefined : { cause })
    this.name = 'RefusedPart'
    this.part = part
  }
}

/** `retryAfter`: milliseconds; null where no time can be named. */
export interface Told {
  code: ErrorCode
  message: string
  retryAfter: number | null
}

/** What a client is told of an error. Of one that nobody foresaw, nothing but that: INTERNAL. */
export function toldOf(error: unknown): Told {
  if (error instanceof Refusal) return error
  if (error instanceof SessionFault) return { code: error.code, message: error.message, retryAfter: null }
  return { code: 'INTERNAL', message: ERRORS.INTERNAL.message, retryAfter: null }
}

/** Whether the client could have done otherwise. An outage is told as a refusal too, but has a cause of its own. */
export function isClientsDoing(error: unknown): boolean {
  return error instanceof SessionFault || (error instanceof Refusal && error.cause === undefined)
}
