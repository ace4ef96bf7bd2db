// The ways in which a row of the table is sent, and how its answer is put in the table's words.
import { text } from 'node:stream/consumers'
import { connect } from 'node:net'
import type { ErrorBody, RefusalBody } from '../../../protocol/rest.ts'
import { frameText, type ServerFrame } from '../../support/frame-text.ts'
import { inTime } from '../../support/inbox.ts'
import { openTcp } from '../../support/raw-tcp.ts'
import { askUpgrade, closeCodeOn, openWebSocket, type RawWebSocket } from '../../support/raw-websocket.ts'
import { call } from '../../support/rest-calls.ts'
import type { Answer, Doors } from './bad-input.ts'

/** Sends this as the first thing on a new WebSocket, and answers how that ends. */
export async function sendFirst(ws: string, bytes: string | Buffer): Promise<Answer> {
  const raw = await openWebSocket(ws)
  raw.send(bytes)
  return endOf(raw)
}

/** Sends this in a session of the guest, and answers how that ends. */
export async function sendConnected(doors: Doors, bytes: string | Buffer): Promise<Answer> {
  const raw = await connected(doors)
  raw.send(bytes)
  return endOf(raw)
}

/** Sends a frame that should be refused while the session goes on, which is tried out. */
export async function sendRefused(doors: Doors, frame: string | Buffer): Promise<Answer> {
  const raw = await connected(doors)
  raw.send(frameText('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' }))
  raw.send(frame)
  const message = await raw.frames.next()
  const { code, message: says } = JSON.parse(message.body) as RefusalBody
  await assertAlive(raw)
  return { answer: `refusal ${code}, the session goes on`, says }
}

/** Sends a frame that asks for the receipt `r` and should be taken. */
export async function sendTaken(doors: Doors, frame: string): Promise<Answer> {
  const raw = await connected(doors)
  raw.send(frame)
  const { command, headers } = await raw.frames.next()
  raw.cut()
  return { answer: `${command} ${headers['receipt-id'] ?? headers['code']}`, says: '' }
}

/** Sends this to the port of plain STOMP. */
export async function sendByTcp({ stomp }: Doors, bytes: string | Buffer): Promise<Answer> {
  const tcp = await openTcp(stomp)
  tcp.send(bytes)
  await tcp.closed()
  const { answer, says } = inWords(tcp.frames.all.at(-1))
  return { answer: `${answer}, end of the connection`, says }
}

/** Writes bytes that no WebSocket library would send, within a session of the guest. */
export async function writeBareBytes({ http, token }: Doors, bytes: Buffer): Promise<Answer> {
  const upgrade = await askUpgrade(`${http}/ws`, { 'Sec-WebSocket-Protocol': 'v12.stomp' })
  if (!('socket' in upgrade)) throw new Error(`The upgrade was answered ${upgrade.status}.`)
  const ended = closeCodeOn(upgrade.socket)
  const hello = frameText('CONNECT', { 'accept-version': '1.2', Authorization: `Bearer ${token}` })
  upgrade.socket.write(Buffer.concat([maskedMessage(Buffer.from(hello)), bytes]))
  return { answer: `close ${await ended}`, says: '' }
}

/** Asks for a WebSocket that should be refused. */
export async function upgrade(url: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await askUpgrade(url, headers)
  if ('socket' in answer) {
    answer.socket.destroy()
    return { answer: 'a WebSocket', says: '' }
  }
  return httpInWords(answer.status, JSON.parse(answer.body) as ErrorBody)
}

/** Makes a REST call. */
export async function rest(url: string, init: RequestInit = {}): Promise<Answer> {
  const { status, body } = await call<ErrorBody>(url, init)
  return httpInWords(status, body)
}

/** Writes bytes to the HTTP port and reads whatever answer comes. */
export async function writeHttp({ http }: Doors, bytes: string): Promise<Answer> {
  const { hostname, port } = new URL(http)
  const socket = connect(Number(port), hostname)
  socket.write(bytes)
  const [head = '', body = ''] = (await inTime(text(socket), 'An answer')).split('\r\n\r\n')
  return httpInWords(Number(head.split(' ')[1]), JSON.parse(body) as ErrorBody)
}

async function connected({ ws, token }: Doors): Promise<RawWebSocket> {
  const raw = await openWebSocket(ws)
  raw.send(frameText('CONNECT', { 'accept-version': '1.2', Authorization: `Bearer ${token}` }))
  await raw.frames.next()
  return raw
}

async function assertAlive(raw: RawWebSocket): Promise<void> {
  raw.send(frameText('SUBSCRIBE', { id: 'alive', destination: '/topic/rooms', receipt: 'alive' }))
  const { command } = await raw.frames.next()
  if (command !== 'RECEIPT') throw new Error(`Instead of a receipt came ${command}.`)
  raw.cut()
}

async function endOf(raw: RawWebSocket): Promise<Answer> {
  const code = await raw.closed()
  const { answer, says } = inWords(raw.frames.all.at(-1))
  return { answer: [answer, `close ${code}`].filter((part) => part !== '').join(', '), says }
}

/** Nothing for anything but an ERROR: the close is the answer then. */
function inWords(frame: ServerFrame | undefined): Answer {
  if (frame?.command !== 'ERROR') return { answer: '', says: '' }
  return { answer: `ERROR ${frame.headers['code']}`, says: frame.body }
}

function httpInWords(status: number, { code, message }: ErrorBody): Answer {
  return { answer: `HTTP ${status} ${code}`, says: message }
}

/** One text message as clients send it, masked with zeros (RFC 6455 §5.3). Up to 65535 bytes. */
function maskedMessage(payload: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt8(0x81, 0)
  head.writeUInt8(0x80 | 126, 1)
  head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, payload])
}
