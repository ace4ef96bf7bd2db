// One STOMP client of the load: a bare socket, which costs the client's CPU far less than a WebSocket library would.
import { connect, type Socket } from 'node:net'
import { nodesOf, type Target } from '../plan.ts'
import { maskedMessage } from './masked.ts'
import { MessageReader } from './message-reader.ts'

/** All connections read into the same memory, one after another. */
const shared = Buffer.allocUnsafeSlow(256 * 1024)
/** The key of RFC 6455 §1.3; nobody checks the answer to it here. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='

export type OnMessage = (bytes: Buffer, start: number, end: number) => void

export class Peer {
  /** Whom this peer's messages go to, once it is set up. */
  onMessage: OnMessage = () => {}
  /** When the last bytes came, by `performance.now()`: asked once for all the messages in them. */
  heardAt = 0
  readonly #target: Target
  readonly #port: number
  readonly #socket: Socket
  #upgraded = false
  #closed = false
  #awaited: { command: string; resolve: () => void; reject: (reason: Error) => void } | null = null
  readonly #reader = new MessageReader(
    (bytes, start, end) => this.#take(bytes, start, end),
    () => this.close(),
  )

  private constructor(target: Target, port: number) {
    this.#target = target
    this.#port = port
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length) => {
          this.#receive(length)
          return true
        },
      },
    })
    this.#socket.on('error', (error) => this.#awaited?.reject(error))
    this.#socket.on('close', () => this.close())
  }

  /** Resolves when the server has said CONNECTED. Of several nodes it is the one with this number, modulo how many there are. */
  static async open(target: Target, node = 0): Promise<Peer> {
    const nodes = nodesOf(target)
    const peer = new Peer(target, nodes[node % nodes.length]?.port ?? target.port)
    const upgraded = peer.#answer('HTTP/1.1 101')
    peer.#socket.write(
      `GET ${target.path} HTTP/1.1\r\nHost: 127.0.0.1:${peer.#port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: v12.stomp\r\n\r\n`,
    )
    await upgraded
    await peer.#greet()
    return peer
  }

  /** Whether the connection has ended, whoever ended it. */
  get closed(): boolean {
    return this.#closed
  }

  /** Resolves when the subscription stands. */
  async subscribe(id: string, destination: string): Promise<void> {
    if (this.#target.confirmsSubscriptions) return this.ask('SUBSCRIBE', { id, destination })
    this.write(maskedMessage(`SUBSCRIBE\nid:${id}\ndestination:${destination}\n\n\0`))
    await this.#greet()
  }

  /** Sends a frame and resolves when a frame with the command `answer` comes. Rejects for an ERROR. */
  async ask(command: string, headers: Readonly<Record<string, string>>, answer = 'RECEIPT'): Promise<void> {
    const lines = Object.entries({ ...headers, receipt: 'asked' }).map(
      ([name, value]) => `${name}:${value}\n`,
    )
    const answered = this.#answer(answer)
    this.write(maskedMessage(`${command}\n${lines.join('')}\n\0`))
    await answered
  }

  /** Writes what is a whole masked message already. */
  write(message: Buffer): void {
    this.#socket.write(message)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#socket.destroy()
    this.#awaited?.reject(new Error('The server closed a connection.'))
  }

  #greet(): Promise<void> {
    const headers = { 'accept-version': '1.2', host: 'bench', ...this.#target.connectHeaders }
    return this.ask('CONNECT', headers, 'CONNECTED')
  }

  #answer(command: string): Promise<void> {
    return new Promise((resolve, reject) => (this.#awaited = { command, resolve, reject }))
  }

  #receive(length: number): void {
    this.heardAt = performance.now()
    if (this.#upgraded) return this.#reader.push(shared, length)
    this.#upgraded = true
    this.#settle(shared.toString('latin1', 0, length))
  }

  #take(bytes: Buffer, start: number, end: number): void {
    if (this.#awaited === null) this.onMessage(bytes, start, end)
    else this.#settle(bytes.toString('utf8', start, end))
  }

  #settle(text: string): void {
    const awaited = this.#awaited
    if (awaited === null) return
    if (text.startsWith('MESSAGE')) return
    this.#awaited = null
    if (text.startsWith(awaited.command)) awaited.resolve()
    else awaited.reject(new Error(`Expected ${awaited.command}, and the server said: ${text.slice(0, 400)}`))
  }
}
