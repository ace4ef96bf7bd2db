// Every way in which the server says no: one row a code, used by STOMP, REST and the clients alike.
import type { ErrorRow } from './error-row.ts'
import { FRAME_ERRORS } from './frame-errors.ts'

export const ERRORS = {
  ...FRAME_ERRORS,

  UNAUTHENTICATED: { message: 'Sign in first.', status: 401, close: 1008, retry: false },
  TOKEN_INVALID: {
    message: 'This token was not issued by this host.',
    status: 401,
    close: 1008,
    retry: false,
  },
  TOKEN_EXPIRED: { message: 'This token has expired.', status: 401, close: 1008, retry: false },
  TOKEN_REVOKED: {
    message: 'This sign-in has been ended: its tokens are no longer good.',
    status: 401,
    close: 1008,
    retry: false,
  },
  TOKEN_EXPIRING: {
    message: 'This token expires within a minute: present a new one to stay.',
    status: 401,
    close: 1008,
    retry: false,
  },
  OTHER_PERSON: { message: 'This token is of another person.', status: 403, close: 1008, retry: false },
  WRONG_PASSWORD: { message: 'The password is not right.', status: 403, close: 1008, retry: false },
  WRONG_LOGIN: {
    message: 'The login or the password is not right.',
    status: 401,
    close: 1008,
    retry: false,
  },
  LOGIN_TAKEN: {
    message: 'There is an account with this login already.',
    status: 409,
    close: 1008,
    retry: false,
  },
  HAS_ACCOUNT: { message: 'This person has an account already.', status: 409, close: 1008, retry: false },
  OTHER_NAME: {
    message: 'This connection speaks for somebody who is called otherwise.',
    status: 403,
    close: 1008,
    retry: false,
  },
  ORIGIN_NOT_ALLOWED: {
    message: 'Pages from this origin may not talk to this host.',
    status: 403,
    close: 1008,
    retry: false,
  },

  TOO_FAST: {
    message: 'Too much in a short time; wait a little.',
    status: 429,
    close: 1008,
    retry: true,
  },
  TOO_MANY_CONNECTIONS: {
    message: 'As many connections are open as there may be; try again later.',
    status: 503,
    close: 1013,
    retry: true,
  },

  BAD_REQUEST: {
    message: 'The request does not have the shape that is asked for.',
    status: 400,
    close: 1008,
    retry: false,
  },
  REQUEST_TOO_LARGE: {
    message: 'The request is larger than this server takes.',
    status: 413,
    close: 1009,
    retry: false,
  },
  REQUEST_TIMEOUT: {
    message: 'The request was not finished in time.',
    status: 408,
    close: 1008,
    retry: true,
  },
  LOCAL_ONLY: {
    message: 'This is answered on the computer of the host only.',
    status: 403,
    close: 1008,
    retry: false,
  },
  NO_SUCH_PATH: { message: 'Nothing is at this path.', status: 404, close: 1008, retry: false },
  BAD_NAME: {
    message: 'This name is empty, too long, or has characters that cannot be shown.',
    status: 400,
    close: 1008,
    retry: false,
  },
  BAD_TOPIC: {
    message: 'This topic is too long, or has characters that cannot be shown.',
    status: 400,
    close: 1008,
    retry: false,
  },
  BAD_LOGIN: {
    message: 'This login is empty, too long, or has spaces or characters that cannot be seen.',
    status: 400,
    close: 1008,
    retry: false,
  },
  BAD_PASSWORD: {
    message: 'This password is too short, too long, or has characters that cannot be kept.',
    status: 400,
    close: 1008,
    retry: false,
  },
  BAD_MESSAGE: {
    message: 'A message must have text, and only characters that can be shown.',
    status: 400,
    close: 1008,
    retry: false,
  },
  TOO_LONG: {
    message: 'The message is longer than this server takes.',
    status: 413,
    close: 1009,
    retry: false,
  },
  NO_SUCH_DESTINATION: { message: 'Nothing is at this destination.', status: 404, close: 1008, retry: false },
  NOT_SENDABLE: {
    message: 'Nothing can be sent to this destination; it can only be listened to.',
    status: 403,
    close: 1008,
    retry: false,
  },
  NO_SUCH_ROOM: { message: 'There is no such room.', status: 404, close: 1008, retry: false },
  NO_SUCH_MESSAGE: { message: 'There is no such message here.', status: 404, close: 1008, retry: false },
  NOT_YOURS: { message: 'Somebody else wrote this message.', status: 403, close: 1008, retry: false },
  ALREADY_DELETED: { message: 'This message has been deleted.', status: 409, close: 1008, retry: false },
  NOT_A_MEMBER: { message: 'Enter the room first.', status: 403, close: 1008, retry: false },
  REMOVED: { message: 'Its owner took you out of this room.', status: 403, close: 1008, retry: false },
  BANNED: { message: 'You may not come into this room.', status: 403, close: 1008, retry: false },
  ROOM_CLOSED: { message: 'The room is closed.', status: 403, close: 1008, retry: false },
  ANNOUNCEMENTS_ONLY: {
    message: 'Only its owner talks in this room.',
    status: 403,
    close: 1008,
    retry: false,
  },
  NOT_THE_OWNER: {
    message: 'Only the owner of the room may do this.',
    status: 403,
    close: 1008,
    retry: false,
  },
  DIRECT_ROOM: { message: 'The room of two people is as it is.', status: 409, close: 1008, retry: false },
  NO_SUCH_PERSON: { message: 'Nobody here has this id.', status: 404, close: 1008, retry: false },

  HOST_FULL: {
    message: 'The host holds as much as it can for its clients; come again.',
    status: 503,
    close: 1013,
    retry: true,
  },
  SLOW_READER: { message: 'The connection reads too slowly.', status: 503, close: 1008, retry: true },
  SILENT_PEER: { message: 'No heart-beat came in time.', status: 408, close: 1008, retry: true },
  SHUTTING_DOWN: { message: 'The host is stopping.', status: 503, close: 1001, retry: true },
  UNAVAILABLE: {
    message: 'The store does not answer; try again.',
    status: 503,
    close: 1011,
    retry: true,
  },
  INTERNAL: { message: 'Something went wrong on the server.', status: 500, close: 1011, retry: true },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof ERRORS

/** `cause`: what went wrong underneath, for the server's own log. `retryAfter`: milliseconds until a try will be heard again. */
interface RefusalOptions extends ErrorOptions {
  retryAfter?: number
}

/** A no that has a row in the table. Thrown by use cases, turned into a refusal, an ERROR frame or a REST answer at the edge. */
export class Refusal extends Error {
  readonly code: ErrorCode
  /** Whole milliseconds; null where no time can be named. */
  readonly retryAfter: number | null
  constructor(code: ErrorCode, detail?: string, { retryAfter, ...options }: RefusalOptions = {}) {
    super(detail ?? ERRORS[code].message, options)
    this.name = 'Refusal'
    this.code = code
    this.retryAfter = retryAfter === undefined ? null : Math.ceil(retryAfter)
  }

  /** As the header Retry-After has it (RFC 9110 §10.2.3): whole seconds, never too early; null where no time can be named. */
  get retryAfterSeconds(): number | null {
    return this.retryAfter === null ? null : Math.ceil(this.retryAfter / 1000)
  }
}

export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[]

/** The row of a code that came over the wire, or null where a newer server uses one that we don't know. */
export function errorRow(code: string): ErrorRow | null {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : null
}
