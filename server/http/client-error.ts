// Answers what never became a request: bytes that are not HTTP, headers that are too large or never end.
import type { Socket } from 'node:net'
import { Refusal } from '../../protocol/errors.ts'
import { answerAndHangUp } from '../hang-up.ts'

/** Answers in the form of every other error, and ends the connection: what follows on it has no known beginning. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  answerAndHangUp(socket, toRefusal(error.code))
}

/** By the codes of Node's parser (llhttp) and of its timeouts. */
function toRefusal(code: string | undefined): Refusal {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Refusal('REQUEST_TOO_LARGE')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Refusal('REQUEST_TIMEOUT')
    case undefined:
    default:
      return new Refusal('BAD_REQUEST', 'This is not an HTTP request.')
  }
}
