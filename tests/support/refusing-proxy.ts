// Stands before a host and passes everything on, but for the first SUBSCRIBE to a destination: that is refused, as by a host whose
// store is away for a moment.
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { HostProcess } from './host-process.ts'

export interface RefusingProxy {
  http: string
  /** How many SUBSCRIBEs to the destination have come: those that were refused and those that were not. */
  readonly asked: { refused: number; passed: number }
}

/** Until the test has finished. It refuses by the subscription `queue`, on which the client hears refusals. */
export async function refusingProxy(host: HostProcess, destination: RegExp): Promise<RefusingProxy> {
  const asked = { refused: 0, passed: 0 }
  const server = createServer((from, to) => passOn(host, from, to))
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => [...offered][0] ?? false })
  sockets.on('connection', (client, { headers, url = '' }) => {
    const { host: name = '', origin } = headers
    const spoken = { headers: { host: name }, ...(origin === undefined ? {} : { origin }) }
    const upstream = new WebSocket(new URL(url, host.ws), client.protocol, spoken)
    const opened = once(upstream, 'open')
    let queue = ''
    client.on('message', async (data) => {
      await opened
      const frame = String(data)
      if (frame.includes('destination:/user/queue/errors')) queue = headerIn(frame, 'id')
      if (!frame.startsWith('SUBSCRIBE') || !destination.test(headerIn(frame, 'destination')))
        return upstream.send(frame)
      if (asked.refused === 0) {
        asked.refused += 1
        return client.send(refusalOf(frame, queue))
      }
      asked.passed += 1
      upstream.send(frame)
    })
    upstream.on('message', (data) => client.send(String(data)))
    upstream.on('close', () => client.close())
    client.on('close', () => upstream.close())
  })
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

function headerIn(frame: string, name: string): string {
  return new RegExp(`\\n${name}:(.*)`).exec(frame)?.[1] ?? ''
}

function refusalOf(frame: string, queue: string): string {
  const [destination, receipt] = [headerIn(frame, 'destination'), headerIn(frame, 'receipt') || null]
  const body = JSON.stringify({
    code: 'UNAVAILABLE',
    message: 'The store does not answer; try again.',
    destination,
    nonce: null,
    receipt,
  })
  return `MESSAGE\nsubscription:${queue}\nmessage-id:away\ndestination:/user/queue/errors\n\n${body}\0`
}
