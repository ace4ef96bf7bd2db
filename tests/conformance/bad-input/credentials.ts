// Failed sign-ins: an ERROR frame with the reason, then the close.
import { frameText } from '../../support/frame-text.ts'
import { sendFirst } from './ask.ts'
import type { BadInput } from './bad-input.ts'

function connectWith(headers: Record<string, string>): string {
  return frameText('CONNECT', { 'accept-version': '1.2', ...headers })
}

const bearer = (token: string): string => connectWith({ Authorization: `Bearer ${token}` })

/** The token with its claims as they were and a signature that is not the host's. */
export function forged(token: string): string {
  const [head, claims, signature = ''] = token.split('.')
  return `${head}.${claims}.${signature.split('').reverse().join('')}`
}

/** The token with an algorithm that needs no key (RFC 8725 §3.1). */
export function unsigned(token: string): string {
  const head = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
  return `${head}.${token.split('.')[1]}.`
}

export const FAILED_SIGN_INS: readonly BadInput[] = [
  {
    name: 'no credentials',
    sent: 'CONNECT without token or nickname',
    answer: 'ERROR UNAUTHENTICATED, close 1008',
    send: ({ ws }) => sendFirst(ws, connectWith({})),
  },
  {
    name: 'an account that there is not',
    sent: 'CONNECT with login and passcode',
    answer: 'ERROR WRONG_LOGIN, close 1008',
    send: ({ ws }) => sendFirst(ws, connectWith({ login: 'admin', passcode: 'admin' })),
  },
  {
    name: 'a wrong password of an account',
    sent: 'CONNECT with its login and another passcode',
    answer: 'ERROR WRONG_LOGIN, close 1008',
    send: ({ ws, account: { login, password } }) =>
      sendFirst(ws, connectWith({ login, passcode: `${password}!` })),
  },
  {
    name: 'half an account',
    sent: 'CONNECT with login alone',
    answer: 'ERROR UNAUTHENTICATED, close 1008',
    send: ({ ws }) => sendFirst(ws, connectWith({ login: 'admin' })),
  },
  {
    name: 'a blank nickname',
    sent: 'CONNECT with a nickname of spaces',
    answer: 'ERROR BAD_NAME, close 1008',
    send: ({ ws }) => sendFirst(ws, connectWith({ nickname: '  ' })),
  },
  {
    name: 'a token of another host',
    sent: "CONNECT with another host's token",
    answer: 'ERROR TOKEN_INVALID, close 1008',
    send: ({ ws, other }) => sendFirst(ws, bearer(other.token)),
  },
  {
    name: 'an expired token',
    sent: "CONNECT with the host's own token of the day before",
    answer: 'ERROR TOKEN_EXPIRED, close 1008',
    send: ({ ws, expiredToken }) => sendFirst(ws, bearer(expiredToken)),
  },
  {
    name: 'a token of a sign-in that was ended',
    sent: 'CONNECT with a token whose refresh token came twice',
    answer: 'ERROR TOKEN_REVOKED, close 1008',
    send: ({ ws, revoked }) => sendFirst(ws, bearer(revoked.token)),
  },
  {
    name: 'a forged token',
    sent: 'CONNECT with a token whose signature was changed',
    answer: 'ERROR TOKEN_INVALID, close 1008',
    send: ({ ws, token }) => sendFirst(ws, bearer(forged(token))),
  },
  {
    name: 'an unsigned token',
    sent: 'CONNECT with a token of "alg":"none"',
    answer: 'ERROR TOKEN_INVALID, close 1008',
    send: ({ ws, token }) => sendFirst(ws, bearer(unsigned(token))),
  },
  {
    name: 'a token for something else',
    sent: 'CONNECT with a refresh token',
    answer: 'ERROR TOKEN_INVALID, close 1008',
    send: ({ ws, refreshToken }) => sendFirst(ws, bearer(refreshToken)),
  },
  {
    name: 'a wrong token beside a nickname',
    sent: 'CONNECT with a forged token and a nickname',
    answer: 'ERROR TOKEN_INVALID, close 1008',
    send: ({ ws, token }) =>
      sendFirst(ws, connectWith({ Authorization: `Bearer ${forged(token)}`, nickname: '아무개' })),
  },
  {
    name: 'no password, where the host has one',
    sent: 'CONNECT with a nickname alone',
    answer: 'ERROR WRONG_PASSWORD, close 1008',
    send: ({ other }) => sendFirst(other.ws, connectWith({ nickname: '아무개' })),
  },
  {
    name: 'a wrong host password',
    sent: 'CONNECT with a nickname and another password',
    answer: 'ERROR WRONG_PASSWORD, close 1008',
    send: ({ other }) =>
      sendFirst(other.ws, connectWith({ nickname: '아무개', 'host-password': `${other.password}!` })),
  },
]
