// The last answer on a connection that is turned away: an upgrade that is refused, bytes that are no request, one too many.
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { ERRORS, type Refusal } from '../protocol/errors.ts'

/** Milliseconds that the peer has to read the answer and close its side. */
export const HANG_UP_PATIENCE = 2_000

/** Answers with the refusal's status and the same JSON as REST does. The connection is gone in bounded time. */
export function answerAndHangUp(socket: Socket, refusal: Refusal): void {
  hangUp(socket, toResponse(refusal))
}

/** Says these last bytes. The connection is gone in bounded time, whatever the peer does. */
export function hangUp(socket: Socket, lastBytes: string | Buffer): void {
  // The peer may be gone already.
  socket.on('error', () => {})
  socket.end(lastBytes)
  // To close before its bytes are read would be a reset, which may overtake the answer; and its end must be seen.
  socket.resume()
  const patience = setTimeout(() => socket.destroy(), HANG_UP_PATIENCE).unref()
  socket.once('close', () => clearTimeout(patience))
}

function toResponse({ code, message, retryAfterSeconds }: Refusal): string {
  const { status } = ERRORS[code]
  const body = JSON.stringify({ code, message })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...(retryAfterSeconds === null ? [] : [`Retry-After: ${retryAfterSeconds}`]),
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
