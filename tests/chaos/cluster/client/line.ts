// One connection to a node: STOMP over a WebSocket, with heart-beats both ways. Every frame that is asked with a receipt is
// answered: done, refused, or never, because the line is lost.
import { WebSocket } from 'ws'
import { TOPIC } from '../../../../protocol/destinations.ts'
import type { ErrorCode } from '../../../../protocol/errors.ts'
import { frameText, readFrame, type ServerFrame } from '../../../support/frame-text.ts'

/** Milliseconds: between two heart-beats; until a node that says nothing is given up; until it has to have let one in. */
const BEAT = 2_000
const SILENCE = 5_000
const GREETING = 5_000

/** A refusal as it comes on the queue of errors. */
export interface Refused {
  code: ErrorCode
  destination: string | null
  nonce: string | null
  receipt: string | null
  retryAfter?: number
}

/** Null where it was done. */
export type Answer = Refused | null

/** What was asked has no answer: it may have been done or not, or may be still. */
export class LineLost extends Error {}

interface Waiting {
  resolve: (answer: Answer) => void
  reject: (error: LineLost) => void
}

export class Line {
  /** Resolves with the reason when the line is lost. */
  readonly lost: Promise<string>
  /** Called with refusals of nothing that was asked with a receipt. */
  onStrayRefusal: (refusal: Refused) => void = () => {}
  readonly #socket: WebSocket
  readonly #waiting = new Map<string, Waiting>()
  readonly #subscribers = new Map<string, (body: string) => void>()
  readonly #welcome = Promise.withResolvers<void>()
  readonly #beat: NodeJS.Timeout
  #why: string | null = null
  #asked = 0
  #heard = performance.now()

  private constructor(ws: string, token: string) {
    const lost = Promise.withResolvers<string>()
    this.lost = lost.promise
    this.#socket = new WebSocket(ws, 'v12.stomp', { handshakeTimeout: GREETING, perMessageDeflate: false })
    this.#socket.on('open', () => this.#greet(token))
    this.#socket.on('message', (data: Buffer) => this.#hear(data.toString()))
    this.#socket.on('error', (error) => this.#end(error.message))
    this.#socket.on('close', (code) => {
      this.#end(`closed with ${code}`)
      lost.resolve(this.#why ?? '')
    })
    this.#beat = setInterval(() => this.#look(), BEAT)
  }

  /** Resolves when the node has let the person in; rejects with LineLost. */
  static async open(ws: string, token: string): Promise<Line> {
    const line = new Line(ws, token)
    const late = setTimeout(() => line.drop('no CONNECTED came'), GREETING)
    await line.#welcome.promise.finally(() => clearTimeout(late))
    line.#send('SUBSCRIBE', { id: 'refusals', destination: TOPIC.errors })
    line.#subscribers.set('refusals', (body) => line.#refuse(JSON.parse(body) as Refused))
    return line
  }

  /** Throws LineLost where nothing can be asked any more. */
  requireAlive(): void {
    if (this.#why !== null) throw new LineLost(this.#why)
  }

  /** Sends to `destination`. Rejects with LineLost where no answer came. */
  send(destination: string, body = ''): Promise<Answer> {
    return this.#ask('SEND', { destination }, body)
  }

  /** The bodies that come on `destination`, from before the answer on. */
  subscribe(
    destination: string,
    headers: Record<string, string>,
    onBody: (body: string) => void,
  ): Promise<Answer> {
    const id = `s${this.#asked}`
    this.#subscribers.set(id, onBody)
    return this.#ask('SUBSCRIBE', { id, destination, ...headers })
  }

  /** Says DISCONNECT and waits for the end. */
  async leave(): Promise<void> {
    await this.#ask('DISCONNECT', {}).catch(() => {})
    this.drop('left')
    await this.lost
  }

  /** Goes away without a word. */
  drop(why: string): void {
    this.#end(why)
    this.#socket.terminate()
  }

  async #ask(command: string, headers: Record<string, string>, body = ''): Promise<Answer> {
    this.requireAlive()
    this.#asked += 1
    const receipt = `r${this.#asked}`
    return new Promise((resolve, reject) => {
      this.#waiting.set(receipt, { resolve, reject })
      this.#send(command, { ...headers, receipt }, body)
    })
  }

  #greet(token: string): void {
    const headers = { 'accept-version': '1.2', host: 'chaos', 'heart-beat': `${BEAT},${BEAT}` }
    this.#send('CONNECT', { ...headers, Authorization: `Bearer ${token}` })
  }

  #send(command: string, headers: Record<string, string>, body = ''): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frameText(command, headers, body))
  }

  /** A message of the host is one frame or one heart-beat. After the line is lost nothing counts. */
  #hear(text: string): void {
    this.#heard = performance.now()
    if (this.#why !== null) return
    const { command, headers, body } = readFrame(text)
    if (command === 'CONNECTED') this.#welcome.resolve()
    if (command === 'RECEIPT') this.#answer(headers['receipt-id'] ?? '', null)
    if (command === 'MESSAGE') this.#subscribers.get(headers['subscription'] ?? '')?.(body)
    if (command === 'ERROR') this.#fail(headers)
  }

  /** The node closes the line; whoever waits for that might wait for one that has been stopped. */
  #fail(headers: ServerFrame['headers']): void {
    this.drop(`ERROR ${headers['code'] ?? 'without a code'}`)
  }

  #refuse(refusal: Refused): void {
    if (refusal.receipt === null || !this.#answer(refusal.receipt, refusal)) this.onStrayRefusal(refusal)
  }

  #answer(receipt: string, answer: Answer): boolean {
    const waiting = this.#waiting.get(receipt)
    this.#waiting.delete(receipt)
    waiting?.resolve(answer)
    return waiting !== undefined
  }

  #look(): void {
    if (performance.now() - this.#heard > SILENCE) this.drop('the node is silent')
    else if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send('\n')
  }

  /** The first reason stands. */
  #end(why: string): void {
    if (this.#why !== null) return
    this.#why = why
    clearInterval(this.#beat)
    const error = new LineLost(why)
    this.#welcome.reject(error)
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
