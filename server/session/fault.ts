// A breach of the protocol or a failed sign-in: answered by an ERROR frame, after which the connection closes.
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'

export class SessionFault extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, detail?: string) {
    super(detail ?? ERRORS[code].message)
    this.name = 'SessionFault'
    this.code = code
  }
}
