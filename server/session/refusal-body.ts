// What a client is told of a command that was refused: enough to find the message that it was about.
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import type { RefusalBody } from '../../protocol/rest.ts'
import type { Frame } from '../stomp/frame.ts'
import { RefusedPart, toldOf } from './fault.ts'

/** The refusal of `frame`, which failed with `error`. Of a COMMIT it tells the part that could not be done. */
export function toRefusalBody(frame: Frame, error: unknown): RefusalBody {
  const { code, message, retryAfter } = toldOf(error)
  const { headers, body } = error instanceof RefusedPart ? error.part : frame
  return {
    code,
    message,
    destination: headers.get('destination') ?? null,
    nonce: nonceIn(body),
    receipt: frame.headers.get('receipt') ?? null,
    ...(retryAfter === null ? {} : { retryAfter }),
  }
}

/** What is told on the same queue of no frame. */
export function toNotice(code: ErrorCode): RefusalBody {
  return { code, message: ERRORS[code].message, destination: null, nonce: null, receipt: null }
}

function nonceIn(body: Buffer): string | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    const nonce = (value as { nonce?: unknown } | null)?.nonce
    return typeof nonce === 'string' ? nonce : null
  } catch {
    return null
  }
}
