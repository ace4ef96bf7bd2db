// The chat in memory behind the real HTTP server, asked by bare requests: SockJS by requests and by WebSocket.
import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { onTestFinished } from 'vitest'
import { OtherWebSockets } from '../../../../server/transport/other-websockets.ts'
import { SockJsSessions } from '../../../../server/transport/sockjs/sockjs-sessions.ts'
import { serveWebSocket } from '../../../../server/transport/websocket.ts'
import { inTime } from '../../../support/inbox.ts'
import { MemoryChat } from '../../../support/memory-chat.ts'
import { createTestHost } from '../../http/test-host.ts'
import { addressOf, admit, opener, type AdmittedOptions } from '../served-chat.ts'

export interface SockJsOptions extends AdmittedOptions {
  origins?: string[]
}

/** `http`: the address. `failures`: what SockJS reported as not the client's doing. */
export async function serveSockJs({ origins = [], admission: limits, ...options }: SockJsOptions = {}) {
  const chat = new MemoryChat(options)
  const failures: unknown[] = []
  const admission = admit(chat, limits)
  const open = opener(chat)
  const sockJs = new SockJsSessions({
    open,
    admission,
    addressOf,
    reportFailure: (error) => failures.push(error),
  })
  const { app } = createTestHost({ sockJs, origins })
  const allows = () => true
  const others = new OtherWebSockets({})
  const limited = () => false

  serveWebSocket(app.server, {
    paths: ['/ws'],
    others,
    maxMessageBytes: 1_000,
    allows,
    admission,
    addressOf,
    limited,
    open,
  })
  const http = await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    app.server.closeAllConnections()
    await app.close()
  })
  return { chat, http, failures, session: () => `${http}/ws/000/${randomUUID()}` }
}

export interface Asked {
  method?: 'GET' | 'POST' | 'OPTIONS'
  headers?: OutgoingHttpHeaders
  /** Several parts are sent in chunks, without a length. */
  body?: string | Buffer | (string | Buffer)[]
}

/** The answer's head, when it has come. */
export function begin(url: string, { method = 'POST', headers = {}, body = '' }: Asked = {}) {
  const asked = request(url, { method, headers, agent: false })
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    asked.on('response', resolve).on('error', reject)
  })
  onTestFinished(() => void asked.destroy())
  if (Array.isArray(body)) {
    asked.flushHeaders()
    for (const part of body) asked.write(part)
    asked.end()
  } else asked.end(body)
  return inTime(answer, `An answer of ${url}`)
}

/** The whole answer. `code`: that of a refusal. */
export async function ask(url: string, asked: Asked = {}) {
  const answer = await begin(url, asked)
  const body = await text(answer)
  const isJson = answer.headers['content-type']?.startsWith('application/json') === true
  const { code } = (isJson ? JSON.parse(body) : {}) as { code?: string }
  return { status: answer.statusCode, headers: answer.headers, body, code }
}
