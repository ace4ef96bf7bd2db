// One STOMP 1.2 connection over the WebSocket that Node 22 and browsers have built in: frames out, frames in, heart-beats.
import { Refused } from './refused.mjs'

/** Milliseconds, both ways. */
const HEART_BEAT = 10_000

export class StompConnection {
  #socket
  #hear
  #heardAt = Date.now()
  #beat
  #ended = Promise.withResolvers()

  /** Sends CONNECT with these headers as soon as it can; calls `hear` with each frame that comes but ERROR. */
  constructor(url, headers, hear) {
    this.#hear = hear
    this.#socket = new WebSocket(url, 'v12.stomp')
    this.#socket.onopen = () =>
      this.send('CONNECT', {
        'accept-version': '1.2',
        'heart-beat': `${HEART_BEAT},${HEART_BEAT}`,
        ...headers,
      })
    this.#socket.onmessage = ({ data }) => this.#receive(data)
    this.#socket.onclose = () => this.#end()
    this.#socket.onerror = () => this.#end()
    this.#beat = setInterval(() => this.#keepAlive(), HEART_BEAT)
  }

  /** Resolves when the connection is gone; rejects with Refused where the host said why. */
  get ended() {
    return this.#ended.promise
  }

  /** What is sent on a connection that is gone is lost: only a receipt says that it came. */
  send(command, headers, body = '') {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
    this.#socket.send(`${command}\n${lines.join('')}\n${body}\0`)
  }

  /** The host sends each frame, and each heart-beat, as a message of its own. */
  #receive(text) {
    this.#heardAt = Date.now()
    if (text === '\n') return
    const { command, headers, body } = toFrame(text)
    if (command !== 'ERROR') return this.#hear({ command, headers, body })
    const retryAfter = Number(headers['retry-after'] ?? 0) * 1_000
    this.#ended.reject(new Refused({ code: headers.code, message: body, retryAfter }))
  }

  /** A network that is gone closes nothing: silence tells. */
  #keepAlive() {
    if (Date.now() - this.#heardAt > 2 * HEART_BEAT) this.#end()
    else if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send('\n')
  }

  #end() {
    clearInterval(this.#beat)
    this.#socket.close()
    this.#ended.resolve()
  }
}

/** Escapes are left as they are: of the headers that the chat reads none can have any. */
function toFrame(text) {
  const headEnd = text.indexOf('\n\n')
  const [command, ...lines] = text.slice(0, headEnd).split('\n')
  const headers = Object.fromEntries(lines.map((line) => line.split(/:(.*)/, 2)))
  return { command, headers, body: text.slice(headEnd + 2, text.lastIndexOf('\0')) }
}
