// The part of the table of errors that is about frames: breaches of STOMP, and what a connection may have of something.
import type { ErrorRow } from './error-row.ts'

export const FRAME_ERRORS = {
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
} as const satisfies Record<string, ErrorRow>
