// SockJS over plain HTTP requests, on which tests say their own STOMP bytes: one request listens, others speak.
import { randomUUID } from 'node:crypto'
import { Agent, request, type IncomingMessage } from 'node:http'
import { readFrame, type ServerFrame } from './frame-text.ts'
import { Inbox, inTime } from './inbox.ts'

/** The transports by which it can listen. */
export type SockJsTransport = 'xhr_streaming' | 'xhr' | 'eventsource'

/** How the server closed the session: SockJS's `c` frame. Null where it ended without one. */
export type SockJsClose = { code: number; reason: string } | null

export interface RawSockJs {
  /** Text of the STOMP stream, as one message. Messages are sent one after the other. Rejects where it is refused. */
  send(text: string): Promise<void>
  /** The frames that came. */
  frames: Inbox<ServerFrame>
  /** Resolves when the session has ended. */
  closed(): Promise<SockJsClose>
  /** Where this session's requests go, without the transport. */
  url: string
  /** Cuts the connections without a word. */
  cut(): void
}

/** Resolves when the session is open. `http`: the host's address; `onText`: hears each message. Rejects where it is refused. */
export async function openSockJs(
  http: string,
  transport: SockJsTransport = 'xhr_streaming',
  onText: (text: string) => void = () => {},
): Promise<RawSockJs> {
  const session = new Listener(`${http}/ws/000/${randomUUID()}`, transport, onText)
  session.listen()
  await inTime(Promise.race([session.open.promise, session.refused.promise]), 'An open session')
  return session
}

class Listener implements RawSockJs {
  readonly url: string
  readonly frames = new Inbox<ServerFrame>('frames')
  readonly open = Promise.withResolvers<void>()
  readonly refused = Promise.withResolvers<never>()
  readonly #transport: SockJsTransport
  readonly #onText: (text: string) => void
  readonly #agent = new Agent({ keepAlive: true })
  readonly #end = Promise.withResolvers<SockJsClose>()
  #sent: Promise<void> = Promise.resolve()
  #ended = false

  constructor(url: string, transport: SockJsTransport, onText: (text: string) => void) {
    this.url = url
    this.#transport = transport
    this.#onText = onText
    // Where the session is open, nobody waits for this any more.
    this.refused.promise.catch(() => {})
  }

  /** Asks for what there is, again and again until the session ends. */
  listen(): void {
    const asked = request(`${this.url}/${this.#transport}`, {
      method: this.#transport === 'eventsource' ? 'GET' : 'POST',
      agent: this.#agent,
    })
    asked.on('error', (error) => this.#fail(error))
    asked.on('response', (answer) => this.#read(answer))
    asked.end()
  }

  send(text: string): Promise<void> {
    this.#sent = this.#sent.then(() => this.#post(JSON.stringify([text])))
    return this.#sent
  }

  closed(): Promise<SockJsClose> {
    return inTime(this.#end.promise, 'The end of the session')
  }

  cut(): void {
    this.#agent.destroy()
  }

  #read(answer: IncomingMessage): void {
    if (answer.statusCode !== 200) return this.#fail(new Error(`Refused with ${answer.statusCode}.`))
    let unread = ''
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (unread + chunk).split('\n')
      unread = lines.pop() ?? ''
      for (const line of lines) this.#take(this.#transport === 'eventsource' ? fromEvent(line) : line)
    })
    answer.on('error', (error) => this.#fail(error))
    answer.on('end', () => {
      if (!this.#ended) this.listen()
    })
  }

  #take(line: string): void {
    if (line === 'o') this.open.resolve()
    else if (line.startsWith('a')) for (const text of JSON.parse(line.slice(1)) as string[]) this.#hear(text)
    else if (line.startsWith('c')) {
      const [code, reason] = JSON.parse(line.slice(1)) as [number, string]
      this.#finish({ code, reason })
    }
  }

  #hear(text: string): void {
    this.#onText(text)
    this.frames.put(readFrame(text))
  }

  #fail(error: Error): void {
    this.refused.reject(error)
    this.#finish(null)
  }

  #finish(close: SockJsClose): void {
    this.#ended = true
    this.#end.resolve(close)
    // What was said last may be answered after the end has come.
    void this.#sent.catch(() => {}).finally(() => this.#agent.destroy())
  }

  async #post(body: string): Promise<void> {
    const asked = request(`${this.url}/xhr_send`, { method: 'POST', agent: this.#agent })
    asked.end(body)
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      asked.on('response', resolve).on('error', reject)
    })
    answer.resume()
    if (answer.statusCode !== 204) throw new Error(`Refused with ${answer.statusCode}.`)
  }
}

/** The `data` field of an event, in which SockJS writes line ends and NUL as %XX; '' for any other line. */
function fromEvent(line: string): string {
  return line.startsWith('data: ') ? decodeURIComponent(line.slice('data: '.length).trimEnd()) : ''
}
