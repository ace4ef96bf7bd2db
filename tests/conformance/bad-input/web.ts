// Upgrades, WebSocket frames and REST calls that are refused: by HTTP's status and the code, or by RFC 6455's close code.
import { LIMITS } from '../../../protocol/limits.ts'
import { rest, sendConnected, upgrade, writeBareBytes, writeHttp } from './ask.ts'
import type { BadInput, Doors } from './bad-input.ts'
import { forged, unsigned } from './credentials.ts'

const EVIL = 'https://evil.example'

function post({ token }: Doors, body: string, type = 'application/json'): RequestInit {
  return { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': type }, body }
}

function get(token: string): RequestInit {
  return { headers: { Authorization: `Bearer ${token}` } }
}

function logIn(doors: Doors, login: string): RequestInit {
  return post(doors, JSON.stringify({ login, password: `${doors.account.password}!` }))
}

export const REFUSED_WEBSOCKETS: readonly BadInput[] = [
  {
    name: 'an origin that is not allowed',
    sent: `an upgrade with Origin: ${EVIL}`,
    answer: 'HTTP 403 ORIGIN_NOT_ALLOWED',
    send: ({ http }) => upgrade(`${http}/ws`, { Origin: EVIL }),
  },
  {
    name: 'a host name that is not ours',
    sent: 'an upgrade with Host: evil.example, and its Origin',
    answer: 'HTTP 403 ORIGIN_NOT_ALLOWED',
    send: ({ http }) => upgrade(`${http}/ws`, { Host: 'evil.example', Origin: 'http://evil.example' }),
  },
  {
    name: 'an upgrade on another path',
    sent: 'an upgrade of /elsewhere',
    answer: 'HTTP 404 NO_SUCH_PATH',
    send: ({ http }) => upgrade(`${http}/elsewhere`, {}),
  },
  {
    name: 'a WebSocket message that is too large',
    sent: `one message of ${LIMITS.messageBytes + 1} bytes`,
    answer: 'close 1009',
    send: (doors) => sendConnected(doors, '\n'.repeat(LIMITS.messageBytes + 1)),
  },
  {
    name: 'a text message that is not UTF-8',
    sent: 'a masked text frame with the byte FF',
    answer: 'close 1007',
    send: (doors) => writeBareBytes(doors, Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff])),
  },
  {
    name: 'an unmasked WebSocket frame',
    sent: 'a text frame without a mask',
    answer: 'close 1002',
    send: (doors) => writeBareBytes(doors, Buffer.from([0x81, 0x01, 0x0a])),
  },
  {
    name: 'a broken WebSocket frame',
    sent: 'a frame with opcode 3 and reserved bits',
    answer: 'close 1002',
    send: (doors) => writeBareBytes(doors, Buffer.from([0xf3, 0x80, 0, 0, 0, 0])),
  },
]

export const REFUSED_REST_CALLS: readonly BadInput[] = [
  {
    name: 'REST without a token',
    sent: 'GET /api/rooms',
    answer: 'HTTP 401 UNAUTHENTICATED',
    send: ({ http }) => rest(`${http}/api/rooms`),
  },
  {
    name: 'REST with a forged token',
    sent: 'GET /api/rooms',
    answer: 'HTTP 401 TOKEN_INVALID',
    send: ({ http, token }) => rest(`${http}/api/rooms`, get(forged(token))),
  },
  {
    name: 'REST with an unsigned token',
    sent: 'GET /api/rooms with "alg":"none"',
    answer: 'HTTP 401 TOKEN_INVALID',
    send: ({ http, token }) => rest(`${http}/api/rooms`, get(unsigned(token))),
  },
  {
    name: 'REST with a token of another host',
    sent: 'GET /api/rooms',
    answer: 'HTTP 401 TOKEN_INVALID',
    send: ({ http, other }) => rest(`${http}/api/rooms`, get(other.token)),
  },
  {
    name: 'REST with a token for something else',
    sent: 'GET /api/rooms with a refresh token',
    answer: 'HTTP 401 TOKEN_INVALID',
    send: ({ http, refreshToken }) => rest(`${http}/api/rooms`, get(refreshToken)),
  },
  {
    name: 'REST with a wrong password of an account',
    sent: 'POST /api/auth/login',
    answer: 'HTTP 401 WRONG_LOGIN',
    send: (doors) => rest(`${doors.http}/api/auth/login`, logIn(doors, doors.account.login)),
  },
  {
    name: 'REST with an account that there is not',
    sent: 'POST /api/auth/login',
    answer: 'HTTP 401 WRONG_LOGIN',
    send: (doors) => rest(`${doors.http}/api/auth/login`, logIn(doors, 'nobody')),
  },
  {
    name: 'REST with an expired token',
    sent: 'GET /api/rooms',
    answer: 'HTTP 401 TOKEN_EXPIRED',
    send: ({ http, expiredToken }) => rest(`${http}/api/rooms`, get(expiredToken)),
  },
  {
    name: 'REST with a token of a sign-in that was ended',
    sent: 'GET /api/rooms',
    answer: 'HTTP 401 TOKEN_REVOKED',
    send: ({ http, revoked }) => rest(`${http}/api/rooms`, get(revoked.token)),
  },
  {
    name: 'REST with a refresh token of a sign-in that was ended',
    sent: 'POST /api/auth/refresh',
    answer: 'HTTP 401 TOKEN_REVOKED',
    send: (doors) =>
      rest(
        `${doors.http}/api/auth/refresh`,
        post(doors, JSON.stringify({ refreshToken: doors.revoked.refreshToken })),
      ),
  },
  {
    name: 'REST with an access token to refresh by',
    sent: 'POST /api/auth/refresh',
    answer: 'HTTP 401 TOKEN_INVALID',
    send: (doors) =>
      rest(`${doors.http}/api/auth/refresh`, post(doors, JSON.stringify({ refreshToken: doors.token }))),
  },
  {
    name: 'REST from an origin that is not allowed',
    sent: `GET /api/host with Origin: ${EVIL}`,
    answer: 'HTTP 403 ORIGIN_NOT_ALLOWED',
    send: (doors) =>
      writeHttp(
        doors,
        `GET /api/host HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${EVIL}\r\nConnection: close\r\n\r\n`,
      ),
  },
  {
    name: 'REST with a wrong host password',
    sent: 'POST /api/auth/guest with another password',
    answer: 'HTTP 403 WRONG_PASSWORD',
    send: (doors) =>
      rest(
        `${doors.other.http}/api/auth/guest`,
        post(doors, JSON.stringify({ nickname: '아무개', password: `${doors.other.password}!` })),
      ),
  },
  {
    name: 'REST with bad JSON',
    sent: 'POST /api/rooms with the body {"name":',
    answer: 'HTTP 400 BAD_REQUEST',
    send: (doors) => rest(`${doors.http}/api/rooms`, post(doors, '{"name":')),
  },
  {
    name: 'REST with another type',
    sent: 'POST /api/rooms with text/plain',
    answer: 'HTTP 400 BAD_REQUEST',
    send: (doors) => rest(`${doors.http}/api/rooms`, post(doors, 'name', 'text/plain')),
  },
  {
    name: 'REST with a blank name',
    sent: 'POST /api/rooms {"name":" "}',
    answer: 'HTTP 400 BAD_NAME',
    send: (doors) => rest(`${doors.http}/api/rooms`, post(doors, '{"name":" "}')),
  },
  {
    name: 'REST with a body over the limit',
    sent: `POST /api/rooms with ${LIMITS.restBodyBytes + 1} bytes`,
    answer: 'HTTP 413 REQUEST_TOO_LARGE',
    send: (doors) => rest(`${doors.http}/api/rooms`, post(doors, ' '.repeat(LIMITS.restBodyBytes + 1))),
  },
  {
    name: 'REST on an unknown path',
    sent: 'GET /api/nowhere',
    answer: 'HTTP 404 NO_SUCH_PATH',
    send: ({ http, token }) => rest(`${http}/api/nowhere`, get(token)),
  },
  {
    name: 'REST about a room that is not there',
    sent: 'GET /api/rooms/none/messages',
    answer: 'HTTP 404 NO_SUCH_ROOM',
    send: ({ http, token }) => rest(`${http}/api/rooms/none/messages`, get(token)),
  },
  {
    name: 'REST with a page that is too large',
    sent: `GET …/messages?limit=${LIMITS.pageEntries + 1}`,
    answer: 'HTTP 400 BAD_REQUEST',
    send: ({ http, token, roomId }) =>
      rest(`${http}/api/rooms/${roomId}/messages?limit=${LIMITS.pageEntries + 1}`, get(token)),
  },
  {
    name: 'bytes that are not HTTP',
    sent: 'a CONNECT frame on the HTTP port',
    answer: 'HTTP 400 BAD_REQUEST',
    send: (doors) => writeHttp(doors, 'CONNECT\naccept-version:1.2\n\n\0'),
  },
  {
    name: '1 MB of HTTP headers',
    sent: 'GET /api/host with one header of 1,048,576 bytes',
    answer: 'HTTP 413 REQUEST_TOO_LARGE',
    send: (doors) =>
      writeHttp(doors, `GET /api/host HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(1024 * 1024)}\r\n\r\n`),
  },
]
