// What has to come of each frame that a client has sent.
import type { ErrorCode } from '../../../../protocol/errors.ts'

/** `unsure`: it depends on what the server had sent, or had under way, when the frame came. */
export type Verdict =
  | { outcome: 'done' }
  | { outcome: 'refused'; codes: readonly ErrorCode[] }
  | { outcome: 'unsure'; codes: readonly ErrorCode[] }
  /** The session ends with an ERROR, and nothing that comes after is done. */
  | { outcome: 'error'; code: ErrorCode }
  /** CONNECTED, or an ERROR of one of the codes. */
  | { outcome: 'welcome'; codes: readonly ErrorCode[] }

/** `queues`: the subscriptions to refusals that were in effect when it was sent. */
export interface Expectation {
  receipt: string | null
  verdict: Verdict
  queues: readonly { readonly closedAt: number | null }[]
}

export const DONE: Verdict = { outcome: 'done' }

export function refused(...codes: ErrorCode[]): Verdict {
  return { outcome: 'refused', codes }
}

export function unsure(...codes: ErrorCode[]): Verdict {
  return { outcome: 'unsure', codes }
}

/** A breach of the protocol: thrown while a frame is judged. */
export class Breach extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode) {
    super(code)
    this.code = code
  }
}
