// A STOMP client on a connection in memory. It speaks through the server's own codec, which has tests of its own.
import { APP, inRoom } from '../../protocol/destinations.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Wire, WireEvents } from '../../server/session/wire.ts'
import { Decoder } from '../../server/stomp/decoder.ts'
import { encode } from '../../server/stomp/encoder.ts'
import { VERSIONS, type StompVersion } from '../../server/stomp/frame.ts'
import { SocketPair } from './socket-pair.ts'
import { until } from './turns.ts'

/** A frame of the server's, with its body as text. */
export interface Heard {
  command: string
  headers: Record<string, string>
  body: string
}

const NO_LIMITS = { headerBytes: 1e9, headerCount: 1e9, bodyBytes: 1e9 }

export class MemoryClient {
  readonly wire = new SocketPair()
  /** All that the server said, in order. */
  readonly heard: Heard[] = []
  /** How many bytes were beats. */
  beats = 0
  readonly #decoder: Decoder

  constructor(open: (wire: Wire) => WireEvents) {
    this.#decoder = new Decoder(NO_LIMITS, ({ command, headers, body }) => {
      this.heard.push({ command, headers: Object.fromEntries(headers), body: body.toString() })
      if (command === 'CONNECTED') this.#speak(headers.get('version'))
    })
    this.wire.connect(open, (bytes) => {
      if (bytes.equals(Buffer.from('\n'))) this.beats += 1
      this.#decoder.push(bytes)
    })
  }

  get version(): StompVersion {
    return this.#decoder.version
  }

  /** Sends one frame. */
  send(command: string, headers: Record<string, string> = {}, body: string | Buffer = ''): void {
    this.sendBytes(encode({ command, headers: Object.entries(headers), body }, this.version))
  }

  sendBytes(bytes: string | Buffer): void {
    this.wire.send(Buffer.from(bytes))
  }

  /** Sends a command to a room. `receipt` is asked for where it is given. */
  command(command: keyof typeof APP, roomId: RoomId, body: object = {}, receipt?: string): void {
    const headers = {
      destination: inRoom(APP[command], roomId),
      ...(receipt === undefined ? {} : { receipt }),
    }
    this.send('SEND', headers, JSON.stringify(body))
  }

  talk(roomId: RoomId, message: string, receipt?: string): void {
    this.command('talk', roomId, { message, nonce: message }, receipt)
  }

  subscribe(id: string, destination: string, headers: Record<string, string> = {}): void {
    this.send('SUBSCRIBE', { id, destination, ...headers })
  }

  /** The ids of the receipts that came, in order. */
  get receipts(): (string | undefined)[] {
    return this.heardAs('RECEIPT').map(({ headers }) => headers['receipt-id'])
  }

  /** The bodies on a subscription, in order. */
  bodies<Body>(id: string): Body[] {
    const messages = this.heardAs('MESSAGE').filter(({ headers }) => headers['subscription'] === id)
    return messages.map(({ body }) => JSON.parse(body) as Body)
  }

  heardAs(command: string): Heard[] {
    return this.heard.filter((frame) => frame.command === command)
  }

  /** The commands of all that the server said, in order. */
  get commands(): string[] {
    return this.heard.map(({ command }) => command)
  }

  /** The code of the ERROR that ended it; undefined where there was none. */
  get error(): string | undefined {
    return this.heardAs('ERROR')[0]?.headers['code']
  }

  /** Resolves when the receipt has come. */
  receipt(id: string): Promise<void> {
    return until(() => this.receipts.includes(id), `receipt ${id}`)
  }

  #speak(version: string | undefined): void {
    this.#decoder.version = VERSIONS.find((each) => each === version) ?? '1.2'
  }
}
