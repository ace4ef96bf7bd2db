// A host's no, and whether the same may go well later.

/** Codes after which it may. */
export const PASSING = [
  'CONNECT_TIMEOUT',
  'REQUEST_TIMEOUT',
  'TOO_FAST',
  'TOO_MANY_CONNECTIONS',
  'HOST_FULL',
  'SLOW_READER',
  'SILENT_PEER',
  'SHUTTING_DOWN',
  'UNAVAILABLE',
  'INTERNAL',
]

/** A no of the host, by a code of its table. `retryAfter`: milliseconds until it will listen again; 0 where it named no time. */
export class Refused extends Error {
  constructor({ code, message, retryAfter }) {
    super(message)
    this.code = code
    this.retryAfter = retryAfter
  }
}
