// A WebSocket on which tests say their own bytes: whole messages by `ws`, or what no WebSocket library would send.
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { readFrame, type ServerFrame } from './frame-text.ts'
import { Inbox, inTime } from './inbox.ts'

export interface RawWebSocket {
  /** One message: text as text, bytes as binary. */
  send(message: string | Buffer): void
  /** The frames that came, one a message. */
  frames: Inbox<ServerFrame>
  /** Resolves with the code of the close (RFC 6455 §7.4) when the connection has ended. */
  closed(): Promise<number>
  /** Cuts the connection without a close. */
  cut(): void
}

/** Resolves when the connection is open. `onFrame`: hears each frame. Rejects where the upgrade is refused. */
export async function openWebSocket(
  url: string,
  protocols = ['v12.stomp'],
  onFrame: (frame: ServerFrame) => void = () => {},
): Promise<RawWebSocket> {
  const webSocket = new WebSocket(url, protocols)
  const frames = new Inbox<ServerFrame>('frames')
  webSocket.on('message', (data: Buffer) => {
    const frame = readFrame(data.toString())
    onFrame(frame)
    frames.put(frame)
  })
  const closed = new Promise<number>((resolve) => webSocket.once('close', resolve))
  await once(webSocket, 'open')
  // The close that follows an error tells enough.
  webSocket.on('error', () => {})
  return {
    send: (message) => webSocket.send(message),
    frames,
    closed: () => inTime(closed, 'The close'),
    cut: () => webSocket.terminate(),
  }
}

/** What an HTTP server answered to an upgrade: the bare socket, or a refusal. */
export type Upgrade = { socket: Socket } | { status: number; body: string }

/** Asks for an upgrade by hand. */
export function askUpgrade(httpUrl: string, headers: Record<string, string> = {}): Promise<Upgrade> {
  const asked = request(httpUrl, {
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
      ...headers,
    },
  })
  const answer = new Promise<Upgrade>((resolve, reject) => {
    asked.on('upgrade', (_response, socket) => resolve({ socket: socket }))
    asked.on('response', (response) => void refused(response).then(resolve, reject))
    asked.on('error', reject)
  })
  asked.end()
  return inTime(answer, 'An answer to the upgrade')
}

async function refused(response: IncomingMessage): Promise<Upgrade> {
  return { status: response.statusCode ?? 0, body: await text(response) }
}

/** The code in the close frame that ends the connection; null where it ends without one. */
export async function closeCodeOn(socket: Socket): Promise<number | null> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => {})
  await inTime(once(socket, 'close'), 'The end of the connection')
  const bytes = Buffer.concat(chunks)
  const at = bytes.lastIndexOf(CLOSE_FRAME)
  return at === -1 ? null : bytes.readUInt16BE(at + 2)
}

/** FIN, opcode 8, two bytes of payload (RFC 6455 §5.5.1). */
const CLOSE_FRAME = Buffer.from([0x88, 0x02])
