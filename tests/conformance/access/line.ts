// A STOMP session on any of the host's carriers, in which one thing is asked at a time.
import { randomUUID } from 'node:crypto'
import type { RoomId } from '../../../protocol/ids.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { frameText, type ServerFrame } from '../../support/frame-text.ts'
import type { HostProcess } from '../../support/host-process.ts'
import type { Inbox } from '../../support/inbox.ts'
import { openSockJs } from '../../support/raw-sockjs.ts'
import { openTcp } from '../../support/raw-tcp.ts'
import { openWebSocket } from '../../support/raw-websocket.ts'

interface Raw {
  send(text: string): void
  frames: Inbox<ServerFrame>
  cut(): void
}

/** By the three transports, and by the doors of older systems. */
const OPENERS = {
  WebSocket: async ({ ws }: HostProcess): Promise<Raw> => openWebSocket(ws),
  TCP: async ({ stomp }: HostProcess): Promise<Raw> => {
    const tcp = await openTcp(stomp)
    return { ...tcp, cut: () => tcp.end() }
  },
  SockJS: async ({ http }: HostProcess): Promise<Raw> => {
    const sockJs = await openSockJs(http)
    // What it is answered with tells enough; the request itself may end when all is cut.
    return {
      frames: sockJs.frames,
      send: (text) => void sockJs.send(text).catch(() => undefined),
      cut: () => sockJs.cut(),
    }
  },
  nicknames: async ({ ws }: HostProcess): Promise<Raw> => openWebSocket(`${ws}/chat/websocket`),
  board: async ({ ws }: HostProcess): Promise<Raw> => openWebSocket(`${ws}/chat`),
  store: async ({ http }: HostProcess): Promise<Raw> =>
    openWebSocket(`${http.replace('http', 'ws')}/chatting`),
  members: async ({ http }: HostProcess): Promise<Raw> =>
    openWebSocket(`${http.replace('http', 'ws')}/connect`),
} as const
export type Carrier = keyof typeof OPENERS

const ERRORS_QUEUE = { id: 'errors', destination: '/user/queue/errors' }

export class Line {
  readonly #raw: Raw
  /** The ERROR by which it was not let in; null where it was. */
  readonly refusal: ServerFrame | null

  private constructor(raw: Raw, refusal: ServerFrame | null) {
    this.#raw = raw
    this.refusal = refusal
  }

  /** Connects with this token, or none. */
  static async open(host: HostProcess, carrier: Carrier, token: string | null): Promise<Line> {
    const raw = await OPENERS[carrier](host)
    const credentials = token === null ? {} : { Authorization: `Bearer ${token}` }
    raw.send(frameText('CONNECT', { 'accept-version': '1.2', host: 'here', ...credentials }))
    const frame = await raw.frames.next()
    if (frame.command === 'ERROR') return new Line(raw, frame)
    raw.send(frameText('SUBSCRIBE', ERRORS_QUEUE))
    return new Line(raw, null)
  }

  /** Says a frame, and answers what came up to its RECEIPT, its refusal or an ERROR, with it. */
  async ask(command: string, headers: Record<string, string>, body = ''): Promise<ServerFrame[]> {
    if (this.refusal !== null) return [this.refusal]
    this.#raw.send(frameText(command, { ...headers, receipt: 'r' }, body))
    return this.#raw.frames.until((frame) => isAnswer(frame))
  }

  /** What comes up to the first body with all of these words, with it. */
  hear(...words: readonly string[]): Promise<ServerFrame[]> {
    return this.#raw.frames.until(({ body }) => words.every((word) => body.includes(word)))
  }

  /** The same, where that may have come already, among these frames; with them. */
  async hearBeside(frames: readonly ServerFrame[], ...words: readonly string[]): Promise<ServerFrame[]> {
    const isHeard = frames.some(({ body }) => words.every((word) => body.includes(word)))
    return [...frames, ...(isHeard ? [] : await this.hear(...words))]
  }

  close(): void {
    this.#raw.cut()
  }
}

function isAnswer({ command, headers, body }: ServerFrame): boolean {
  if (command !== 'MESSAGE') return command === 'RECEIPT' || command === 'ERROR'
  return headers['subscription'] === 'errors' && (JSON.parse(body) as RefusalBody).receipt === 'r'
}

/** Says something in a room, which may be refused. Answers what came up to the answer, with it. */
export function sayIn(line: Line, roomId: RoomId): Promise<ServerFrame[]> {
  const talk = JSON.stringify({ message: '말', nonce: randomUUID() })
  return line.ask('SEND', { destination: `/app/rooms/${roomId}/talk` }, talk)
}
