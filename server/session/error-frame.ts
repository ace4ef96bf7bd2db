// The ERROR frame: what is said last on a connection that the server ends (STOMP 1.2, ERROR).
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import { encode } from '../stomp/encoder.ts'
import { VERSIONS, type StompVersion } from '../stomp/frame.ts'

/** Why the connection ends. */
export interface ErrorReason {
  code: ErrorCode
  /** A sentence for whoever reads the body. */
  detail: string
  /** The receipt that the frame at fault asked for; null where it asked for none, or no frame is at fault. */
  receiptId: string | null
  /** Milliseconds until a new connection will be heard; null where no time can be named. */
  retryAfter: number | null
}

/**
 * The code's row of the table in the headers, the detail in the body, the versions spoken here where that is the matter.
 * `retry-after` is in seconds, as in HTTP.
 */
export function errorFrame(
  { code, detail, receiptId, retryAfter }: ErrorReason,
  version: StompVersion,
): Buffer {
  const headers: [string, string][] = [
    ['message', ERRORS[code].message],
    ['code', code],
    ['content-type', 'text/plain'],
  ]
  if (code === 'UNSUPPORTED_VERSION') headers.push(['version', VERSIONS.join(',')])
  if (retryAfter !== null) headers.push(['retry-after', String(Math.ceil(retryAfter / 1000))])
  if (receiptId !== null) headers.push(['receipt-id', receiptId])
  return encode({ command: 'ERROR', headers, body: detail }, version)
}
