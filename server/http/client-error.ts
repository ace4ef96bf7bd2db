// Answers what never became a request: bytes that are not HTTP, headers that are too large or never end.
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { ERRORS, Refusal } from '../../protocol/errors.ts'
import { bodyOf } from './error-handler.ts'

/** Answers in the form of every other error, and ends the connection: what follows on it has no known beginning. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const refusal = toRefusal(error.code)
  const { status } = ERRORS[refusal.code]
  const body = JSON.stringify(bodyOf(refusal))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
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
