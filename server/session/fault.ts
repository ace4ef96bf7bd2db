// A breach of the protocol or a failed sign-in: answered by an ERROR frame, after which the connection closes.
import { ERRORS, Refusal, type ErrorCode } from '../../protocol/errors.ts'

export class SessionFault extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, detail?: string) {
    super(detail ?? ERRORS[code].message)
    this.name = 'SessionFault'
    this.code = code
  }
}

/** What a client is told of an error. Of one that nobody foresaw, nothing but that: INTERNAL. */
export function toldOf(error: unknown): { code: ErrorCode; message: string } {
  if (error instanceof Refusal || error instanceof SessionFault) return error
  return { code: 'INTERNAL', message: ERRORS.INTERNAL.message }
}
