// Says frames in a session of the guest, or makes a REST call, and puts what comes of it in the words of the table.
import type { ErrorBody, RefusalBody } from '../../../protocol/rest.ts'
import { frameText } from '../../support/frame-text.ts'
import { openWebSocket, type RawWebSocket } from '../../support/raw-websocket.ts'
import { call } from '../../support/rest-calls.ts'
import type { Door } from './limit.ts'

/** What came of messages of which the last asks for the receipt `r`: that, a refusal, an ERROR, or nothing but a close. */
export async function say({ ws, token }: Door, ...messages: (string | Buffer)[]): Promise<string> {
  const raw = await openWebSocket(ws)
  raw.send(frameText('CONNECT', { 'accept-version': '1.2', Authorization: `Bearer ${token}` }))
  await raw.frames.next()
  raw.send(frameText('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' }))
  for (const message of messages) raw.send(message)
  const outcome = await Promise.race([answer(raw), raw.closed().then((code) => `close ${code}`)])
  raw.cut()
  return outcome
}

/** What a CONNECT with these headers is answered with: a header of CONNECTED, or the code of an ERROR. */
export async function connect(
  { ws }: Door,
  headers: Record<string, string>,
  header: string,
): Promise<string> {
  const raw = await openWebSocket(ws)
  raw.send(frameText('CONNECT', { 'accept-version': '1.2', nickname: '아무개', ...headers }))
  const frame = await raw.frames.next()
  raw.cut()
  return frame.command === 'ERROR' ? `ERROR ${frame.headers['code']}` : (frame.headers[header] ?? 'none')
}

/** The status of the guest's REST call, or of nobody's, and the code where it was refused. */
export async function ask(
  { http, token }: Pick<Door, 'http'> & Partial<Door>,
  path: string,
  body?: string,
): Promise<string> {
  const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  const headers = { ...authorization, 'Content-Type': 'application/json' }
  const init = body === undefined ? { headers } : { method: 'POST', headers, body }
  const { status, body: answered } = await call<Partial<ErrorBody>>(`${http}/api/${path}`, init)
  return status < 300 ? String(status) : `${status} ${answered.code}`
}

async function answer(raw: RawWebSocket): Promise<string> {
  const { command, headers, body } = await raw.frames.next()
  if (command === 'ERROR') return `ERROR ${headers['code']}`
  if (command === 'MESSAGE') return `refusal ${(JSON.parse(body) as RefusalBody).code}`
  return command
}
