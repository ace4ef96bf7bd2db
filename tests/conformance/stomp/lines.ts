// The ways to the server, all alike to a case: bytes to it, its frames, its end.
import { once } from 'node:events'
import { connect } from 'node:net'
import SockJS from 'sockjs-client'
import { WebSocket } from 'ws'
import type { HostProcess } from '../../support/host-process.ts'
import { Inbox, inTime } from '../../support/inbox.ts'
import { ServerStream, type Said } from './server-stream.ts'

export interface Line {
  /** What is sent at once arrives as one message where the transport has messages. */
  send(bytes: string | Buffer): void
  readonly frames: Inbox<Said>
  /** Resolves when the server has closed, or we have. */
  closed(): Promise<unknown>
  /** Goes away without a word of STOMP; what was sent before it still arrives. */
  leave(): void
}

export interface LineKind {
  name: string
  /** Whether it carries any bytes; otherwise only UTF-8, whole characters a message. */
  anyBytes: boolean
  /** Whether what was sent arrives though the client goes at once; otherwise a request may still wait for the one before it. */
  sendsAtOnce: boolean
  open(host: HostProcess): Promise<Line>
}

/** SockJS's other transports carry the same session, see sockjs.test.ts. */
export const LINE_KINDS: readonly LineKind[] = [
  {
    name: 'WebSocket, text',
    anyBytes: false,
    sendsAtOnce: true,
    open: ({ ws }) => openWebSocketLine(ws, String),
  },
  {
    name: 'WebSocket, binary',
    anyBytes: true,
    sendsAtOnce: true,
    open: ({ ws }) => openWebSocketLine(ws, (bytes) => Buffer.from(bytes)),
  },
  { name: 'TCP', anyBytes: true, sendsAtOnce: true, open: ({ stomp }) => openTcpLine(stomp) },
  {
    name: 'SockJS, websocket',
    anyBytes: false,
    sendsAtOnce: true,
    open: ({ http }) => openSockJsLine(http, 'websocket'),
  },
  {
    name: 'SockJS, xhr-streaming',
    anyBytes: false,
    sendsAtOnce: false,
    open: ({ http }) => openSockJsLine(http, 'xhr-streaming'),
  },
]

/** `toMessage` decides whether a message is text or binary. */
async function openWebSocketLine(
  url: string,
  toMessage: (bytes: string | Buffer) => string | Buffer,
): Promise<Line> {
  const webSocket = new WebSocket(url)
  const frames = new Inbox<Said>('frames')
  const stream = new ServerStream((said) => frames.put(said))
  webSocket.on('message', (data: Buffer) => stream.push(data))
  const closed = new Promise((resolve) => webSocket.once('close', resolve))
  await once(webSocket, 'open')
  // The close that follows tells enough.
  webSocket.on('error', () => {})
  return {
    send: (bytes) => webSocket.send(toMessage(bytes)),
    frames,
    closed: () => inTime(closed, 'The close'),
    leave: () => webSocket.close(),
  }
}

async function openTcpLine(address: string): Promise<Line> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  const frames = new Inbox<Said>('frames')
  const stream = new ServerStream(withoutLineEnds((said) => frames.put(said)))
  socket.on('data', (bytes) => stream.push(bytes))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await once(socket, 'connect')
  socket.on('error', () => {})
  return {
    send: (bytes) => void socket.write(bytes),
    frames,
    closed: () => inTime(closed, 'The end of the connection'),
    leave: () => void socket.end(),
  }
}

/** Takes the line feed away that stands behind each frame of STOMP 1.0, and has to. */
function withoutLineEnds(put: (said: Said) => void): (said: Said) => void {
  let [isOld, behindFrame] = [false, false]
  return (said) => {
    const isLineEnd = behindFrame && said.command === ''
    if (behindFrame && !isLineEnd) throw new Error(`Before ${said.command} a line feed is missing.`)
    if (said.command === 'CONNECTED') isOld = said.headers.get('version') === '1.0'
    behindFrame = isOld && !isLineEnd && said.command !== ''
    if (!isLineEnd) put(said)
  }
}

/** Milliseconds: by itself the client gives a busy machine five seconds. */
const PATIENCE = 60_000

async function openSockJsLine(http: string, transport: string): Promise<Line> {
  const sockJs = new SockJS(`${http}/ws`, null, { transports: [transport], timeout: PATIENCE })
  const frames = new Inbox<Said>('frames')
  const stream = new ServerStream((said) => frames.put(said))
  sockJs.onmessage = ({ data }) => stream.push(Buffer.from(String(data)))
  const closed = new Promise((resolve) => (sockJs.onclose = resolve))
  await inTime(new Promise((resolve) => (sockJs.onopen = resolve)), 'An open session')
  return {
    send: (bytes) => sockJs.send(String(bytes)),
    frames,
    closed: () => inTime(closed, 'The close'),
    leave: () => sockJs.close(),
  }
}
