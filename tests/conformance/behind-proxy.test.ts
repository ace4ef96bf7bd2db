// A host behind a proxy that it trusts: limits and tries of passwords are those of whoever asks, not of the proxy.
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { ErrorBody } from '../../protocol/rest.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { startHost, type HostProcess } from '../support/host-process.ts'
import { call } from '../support/rest-calls.ts'

const GUESSER = '203.0.113.9'
const GUEST = '198.51.100.1'
const TRIES = LIMITS.passwordTries.burst

async function signIn(
  { http }: HostProcess,
  from: string,
  hostPassword: string,
): Promise<[number, string | undefined]> {
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': from }
  const init = { method: 'POST', headers, body: JSON.stringify({ nickname: '손님', password: hostPassword }) }
  const { status, body } = await call<Partial<ErrorBody>>(`${http}/api/auth/guest`, init)
  return [status, body.code]
}

/** A connection that somebody makes through the proxy. */
function asOf(ws: string, from: string): WebSocket {
  return new WebSocket(ws, ['v12.stomp'], { headers: { 'X-Forwarded-For': from } })
}

/** The code of the answer to a CONNECT with this password; undefined where it is let in. */
async function connect({ ws }: HostProcess, from: string, password: string): Promise<string | undefined> {
  const client = asOf(ws, from)
  await once(client, 'open')
  client.send(`CONNECT\naccept-version:1.2\nnickname:손님\nhost-password:${password}\n\n\0`)
  const [answer] = (await once(client, 'message')) as [Buffer]
  client.terminate()
  return /\ncode:(.*)/.exec(answer.toString())?.[1]
}

it('[AD8] somebody who guesses behind it uses up their own tries, by REST and by STOMP', async () => {
  const host = await startHost('--password', '열려라', '--proxies', '127.0.0.0/8')
  for (let wrong = 0; wrong < TRIES; wrong += 1)
    expect(await signIn(host, GUESSER, '닫혀라')).toEqual([403, 'WRONG_PASSWORD'])
  expect(await signIn(host, GUESSER, '열려라')).toEqual([429, 'TOO_FAST'])
  expect(await connect(host, GUESSER, '열려라')).toBe('TOO_FAST')
  expect(await signIn(host, GUEST, '열려라')).toEqual([200, undefined])
  expect(await connect(host, GUEST, '열려라')).toBeUndefined()
})

it('[AD8] one that is not trusted is believed nothing', async () => {
  const host = await startHost('--password', '열려라')
  for (let wrong = 0; wrong < TRIES; wrong += 1) await signIn(host, `203.0.113.${wrong}`, '닫혀라')
  expect(await signIn(host, GUEST, '열려라')).toEqual([429, 'TOO_FAST'])
})

it('[AD2] [AD8] limits of one address hold for those behind it, each for itself, and not for the proxy', async () => {
  const host = await startHost('--proxies', '127.0.0.1')
  const clients = Array.from({ length: LIMITS.connectionsPerAddress }, () => asOf(host.ws, GUESSER))
  onTestFinished(() => clients.forEach((client) => client.terminate()))
  await Promise.all(clients.map((client) => once(client, 'open')))
  const [refused] = (await once(asOf(host.ws, GUESSER), 'error')) as [Error]
  expect(refused.message).toContain('503')
  const other = asOf(host.ws, GUEST)
  await once(other, 'open')
  other.terminate()
})
