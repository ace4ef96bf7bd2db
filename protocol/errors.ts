// Every way in which the server says no: one row a code, used by STOMP, REST and the clients alike.

/** How a refusal looks on each way out, and whether trying again later can help. */
interface ErrorRow {
  /** A sentence for the developer who reads it; people see the renderer's own words for the code. */
  message: string
  /** HTTP status of the REST answer. */
  status: number
  /** WebSocket close code where the connection ends with it (RFC 6455 §7.4); 1008 where it seldom does. */
  close: number
  retry: boolean
}

export const ERRORS = {
  BAD_FRAME: { message: 'This is not a STOMP frame.', status: 400, close: 1002, retry: false },
  FRAME_TOO_LARGE: {
    message: 'The frame is larger than this server takes.',
    status: 413,
    close: 1009,
    retry: false,
  },
  UNSUPPORTED_COMMAND: {
    message: 'This server does not know that command.',
    status: 400,
    close: 1002,
    retry: false,
  },
  UNSUPPORTED_VERSION: {
    message: 'None of the STOMP versions offered is spoken here.',
    status: 400,
    close: 1002,
    retry: false,
  },
  NOT_CONNECTED: {
    message: 'The first frame must be CONNECT or STOMP.',
    status: 401,
    close: 1002,
    retry: false,
  },
  ALREADY_CONNECTED: {
    message: 'This connection is connected already.',
    status: 400,
    close: 1002,
    retry: false,
  },
  CONNECT_TIMEOUT: { message: 'No CONNECT frame came in time.', status: 408, close: 1008, retry: true },
  MISSING_HEADER: {
    message: 'A header that this frame needs is missing.',
    status: 400,
    close: 1002,
    retry: false,
  },
  BAD_HEADER: {
    message: 'A header has a value that cannot be read.',
    status: 400,
    close: 1002,
    retry: false,
  },
  DUPLICATE_SUBSCRIPTION: {
    message: 'This subscription id is in use on this connection.',
    status: 409,
    close: 1002,
    retry: false,
  },
  NO_SUCH_SUBSCRIPTION: {
    message: 'There is no subscription with this id on this connection.',
    status: 404,
    close: 1002,
    retry: false,
  },
  DUPLICATE_TRANSACTION: {
    message: 'This transaction id is in use on this connection.',
    status: 409,
    close: 1002,
    retry: false,
  },
  NO_SUCH_TRANSACTION: {
    message: 'No transaction with this id was begun, or it has ended.',
    status: 404,
    close: 1002,
    retry: false,
  },
  TOO_MANY_TRANSACTIONS: {
    message: 'This connection has too many open transactions.',
    status: 429,
    close: 1008,
    retry: false,
  },
  TRANSACTION_TOO_LARGE: {
    message: 'The transaction holds more than this server takes in one.',
    status: 413,
    close: 1009,
    retry: false,
  },
  NOTHING_TO_ACK: {
    message: 'No message waits for this acknowledgement.',
    status: 404,
    close: 1008,
    retry: false,
  },
  TOO_MANY_SUBSCRIPTIONS: {
    message: 'This connection has as many subscriptions as it may have.',
    status: 429,
    close: 1008,
    retry: false,
  },

  UNAUTHENTICATED: { message: 'Sign in first.', status: 401, close: 1008, retry: false },
  TOKEN_INVALID: {
    message: 'This token was not issued by this host.',
    status: 401,
    close: 1008,
    retry: false,
  },
  TOKEN_EXPIRED: { message: 'This token has expired.', status: 401, close: 1008, retry: false },
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
  NOT_A_MEMBER: { message: 'Enter the room first.', status: 403, close: 1008, retry: false },

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
    message: 'The store does not answer; nothing was kept.',
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
