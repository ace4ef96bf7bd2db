// Reads the server's side of a connection as the specifications have it, with no code of the server's own.

const LF = 0x0a
const NUL = 0x00

/** A frame of the server's as it stands on the wire. A lone end of line, which is a heart-beat, has the command ''. */
export interface Said {
  command: string
  /** Not unescaped; of a repeated header the first. */
  headers: ReadonlyMap<string, string>
  body: Buffer
}

const BEAT: Said = { command: '', headers: new Map(), body: Buffer.alloc(0) }

export class ServerStream {
  readonly #onSaid: (said: Said) => void
  #unread = Buffer.alloc(0)

  constructor(onSaid: (said: Said) => void) {
    this.#onSaid = onSaid
  }

  /** Takes the next bytes. Throws where they are no frame of any version. */
  push(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes])
    while (this.#takeOne()) {
      // One frame or beat a round.
    }
  }

  #takeOne(): boolean {
    if (this.#unread[0] === LF) return this.#take(BEAT, 1)
    const headEnd = this.#unread.indexOf('\n\n')
    if (headEnd === -1) return false
    const { command, headers } = readHead(this.#unread.toString('utf8', 0, headEnd))
    const bodyStart = headEnd + 2
    const bodyEnd = this.#bodyEnd(bodyStart, headers.get('content-length'))
    if (bodyEnd === -1 || bodyEnd >= this.#unread.length) return false
    if (this.#unread[bodyEnd] !== NUL) throw new Error(`${command} does not end with NUL.`)
    return this.#take({ command, headers, body: this.#unread.subarray(bodyStart, bodyEnd) }, bodyEnd + 1)
  }

  /** Where the body's NUL is or will be; -1 where that cannot be known yet. */
  #bodyEnd(bodyStart: number, contentLength: string | undefined): number {
    return contentLength === undefined
      ? this.#unread.indexOf(NUL, bodyStart)
      : bodyStart + Number(contentLength)
  }

  #take(said: Said, length: number): true {
    this.#unread = this.#unread.subarray(length)
    this.#onSaid(said)
    return true
  }
}

function readHead(text: string): { command: string; headers: ReadonlyMap<string, string> } {
  const [command = '', ...lines] = text.split('\n')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon)
    if (colon < 1) throw new Error(`${command} has a header without a name: ${JSON.stringify(line)}`)
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1))
  }
  return { command, headers }
}
