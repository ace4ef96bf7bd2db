// Floods of connections: more than may be, faster than may be, signed in wrongly, and by SockJS without anybody behind them.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { frameText } from '../../../support/frame-text.ts'
import type { Attack, Facts } from '../attack.ts'
import { openSocket, signInMany, watch } from './peers.ts'

/** Attempts that are under way at once. */
const AT_ONCE = 50

/** Three hundred at once who stay. */
export const crowd: Attack = async (target) => watch(await signInMany(target, 300), [])

/** Connections that sign in with a token that is none, one after the other, as fast as they are turned away. */
export const wrongTokens: Attack = async ({ stomp, from }) => {
  const facts: Facts = { tries: 0, TOKEN_INVALID: 0, TOO_FAST: 0, TOO_MANY_CONNECTIONS: 0 }
  let stopped = false
  const attempt = (): void => {
    const socket = openSocket(stomp, from)
    socket.setEncoding('utf8').once('data', (text: string) => {
      for (const code of Object.keys(facts))
        if (text.includes(`code:${code}\n`)) facts[code] = (facts[code] ?? 0) + 1
    })
    socket.end(frameText('CONNECT', { 'accept-version': '1.2', Authorization: 'Bearer none' }))
    facts['tries'] = (facts['tries'] ?? 0) + 1
    socket.once('close', () => stopped || setImmediate(attempt))
  }
  for (let count = 0; count < AT_ONCE; count += 1) attempt()
  return { facts: () => facts, stop: () => (stopped = true) }
}

/** SockJS sessions that are opened, and opened again, and in which nobody ever signs in. */
export const sockJsSessions: Attack = async ({ http, from }) => {
  const open = () => ['POST', `${http}/ws/000/${randomUUID()}/xhr`] as const
  return requests(open, from, 100)
}

/** REST calls, as fast as they are answered. */
export const restCalls: Attack = async ({ http, from }) =>
  requests(() => ['GET', `${http}/api/host`], from, AT_ONCE)

/** Counts answers by their status. */
async function requests(next: () => readonly [string, string], localAddress: string, atOnce: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const facts: Facts = {}
  let stopped = false
  const ask = (): void => {
    const [method, url] = next()
    const asked = request(url, { method, agent, localAddress }, (response) => {
      const status = String(response.statusCode)
      facts[status] = (facts[status] ?? 0) + 1
      response.resume().once('close', again)
    })
    asked.once('error', again).end()
  }
  const again = (): void => void (stopped || setImmediate(ask))
  for (let count = 0; count < atOnce; count += 1) ask()
  return {
    facts: () => facts,
    stop: () => {
      stopped = true
      agent.destroy()
    },
  }
}
