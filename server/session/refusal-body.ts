// What a client is told of a command that was refused: enough to find the message that it was about.
import { ERRORS, Refusal } from '../../protocol/errors.ts'
import type { RefusalBody } from '../../protocol/rest.ts'
import type { Frame } from '../stomp/frame.ts'

/** The refusal of `frame`. Whatever is not a Refusal is an outage: nothing of it is told but that. */
export function toRefusalBody({ headers, body }: Frame, error: unknown): RefusalBody {
  const { code, message } =
    error instanceof Refusal ? error : { code: 'UNAVAILABLE', message: ERRORS.UNAVAILABLE.message }
  return {
    code,
    message,
    destination: headers.get('destination') ?? null,
    nonce: nonceIn(body),
    receipt: headers.get('receipt') ?? null,
  }
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
