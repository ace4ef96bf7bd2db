// Stands before a host and passes everything on, but for the first SUBSCRIBE to a destination: that is refused, as by a host whose
// store is away for a moment.
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { HostProcess } from './host-process.ts'

export interface RefusingProxy {
  http: string
  /** How many SUBSCRIBEs to the destination have come. */
  readonly asked: { refused: number; passed: number }
}

/** Until the test has finished. Its WebSockets carry text, a frame in each message, as our own clients send them. */
export async function refusingProxy(host: HostProcess, destination: RegExp): Promise<RefusingProxy> {
  const asked = { refused: 0, passed: 0 }
  const isRefused = (frame: string): boolean => {
    if (!frame.startsWith('SUBSCRIBE') || !destination.test(headerIn(frame, 'destination'))) return false
    const kind = asked.refused === 0 ? 'refused' : 'passed'
    asked[kind] += 1
    return kind === 'refused'
  }
  const server = createServer((from, to) => passOn(host, from, to))
  const sockets = new WebSocketServer({ server, handleProtocols: ([first]) => first ?? false })
  sockets.on('connection', (client, request) => pipe(client, upstreamFor(host, client, request), isRefused))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const client of sockets.clients) client.terminate()
    server.closeAllConnections()
    server.close()
  })
  return { http: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

function passOn(host: HostProcess, from: IncomingMessage, to: ServerResponse): void {
  const { method, headers, url = '' } = from
  const upstream = request(new URL(url, host.http), { method, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(to)
  })
  upstream.on('error', () => to.destroy())
  from.pipe(upstream)
}

/** As the client came: from the same page, and to the same name. */
function upstreamFor(host: HostProcess, { protocol }: WebSocket, { headers, url = '' }: IncomingMessage) {
  const { host: name = '', origin } = headers
  const named = { headers: { host: name }, ...(origin === undefined ? {} : { origin }) }
  return new WebSocket(new URL(url, host.ws), protocol, named)
}

function pipe(client: WebSocket, upstream: WebSocket, isRefused: (frame: string) => boolean): void {
  /** The client's subscription on which it hears refusals. */
  let queue = ''
  const early: string[] = []
  client.on('message', (data: Buffer) => {
    const frame = data.toString()
    if (frame.includes('destination:/user/queue/errors')) queue = headerIn(frame, 'id')
    if (isRefused(frame)) client.send(refusalOf(frame, queue))
    else if (upstream.readyState === WebSocket.CONNECTING) early.push(frame)
    else upstream.send(frame)
  })
  upstream.on('open', () => {
    for (const frame of early) upstream.send(frame)
  })
  upstream.on('message', (data: Buffer) => client.send(data.toString()))
  upstream.on('close', () => client.close())
  client.on('close', () => upstream.close())
}

function headerIn(frame: string, name: string): string {
  return new RegExp(`\\n${name}:(.*)`).exec(frame)?.[1] ?? ''
}

function refusalOf(frame: string, queue: string): string {
  const destination = headerIn(frame, 'destination')
  const receipt = headerIn(frame, 'receipt') || null
  const refusal = { code: 'UNAVAILABLE', message: 'The store does not answer; try again.', destination }
  const body = JSON.stringify({ ...refusal, nonce: null, receipt })
  return `MESSAGE\nsubscription:${queue}\nmessage-id:away\ndestination:/user/queue/errors\n\n${body}\0`
}
