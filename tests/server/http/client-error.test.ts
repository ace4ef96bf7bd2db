import { Socket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { answerClientError } from '../../../server/http/client-error.ts'

/** What is said to a client on whose connection this error came; null where nothing is. */
function answerTo(code: string, writable = true): string | null {
  const socket = new Socket({ writable })
  const end = vi.spyOn(socket, 'end').mockReturnValue(socket)
  if (!writable) socket.destroy()
  answerClientError(Object.assign(new Error(), { code }), socket)
  return end.mock.calls.length === 0 ? null : String(end.mock.calls[0]?.[0])
}

describe('a connection that never became a request', () => {
  it.each([
    ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout', 'REQUEST_TIMEOUT'],
    ['HPE_HEADER_OVERFLOW', '413 Payload Too Large', 'REQUEST_TOO_LARGE'],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Payload Too Large', 'REQUEST_TOO_LARGE'],
    ['HPE_INVALID_METHOD', '400 Bad Request', 'BAD_REQUEST'],
  ])('by %s is answered with %s', (code, status, expected) => {
    const [head = '', body = ''] = (answerTo(code) ?? '').split('\r\n\r\n')
    expect(head).toContain(`HTTP/1.1 ${status}\r\n`)
    expect(head).toContain(`Content-Length: ${body.length}`)
    expect(JSON.parse(body)).toMatchObject({ code: expected })
  })

  it('is told nothing where it is gone', () => {
    expect(answerTo('ECONNRESET')).toBeNull()
    expect(answerTo('HPE_INVALID_METHOD', false)).toBeNull()
  })
})
