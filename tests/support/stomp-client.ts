// A thin harness on the real @stomp/stompjs client: promises instead of callbacks, and no reconnecting of its own.
import { randomUUID } from 'node:crypto'
import {
  Client,
  type IFrame,
  type IMessage,
  type ITransaction,
  type StompConfig,
  type StompHeaders,
} from '@stomp/stompjs'
import { APP, TOPIC, inRoom } from '../../protocol/destinations.ts'
import type { RoomMessage } from '../../protocol/entry.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { Inbox, inTime } from './inbox.ts'

/** How a connection ended. `error`: the ERROR frame that came before the close; null where none did. */
export interface Ended {
  code: number
  error: IFrame | null
}

/** The server did not answer CONNECTED. */
export class NotConnected extends Error {
  readonly ended: Ended
  constructor(ended: Ended) {
    super(`${ended.error?.headers['code'] ?? 'No ERROR'}, close ${ended.code}`)
    this.ended = ended
  }
}

export class StompClient {
  /** The CONNECTED frame. */
  readonly welcome: IFrame
  readonly ended: Promise<Ended>
  readonly #client: Client
  #asked = 0

  private constructor(client: Client, welcome: IFrame, ended: Promise<Ended>) {
    this.#client = client
    this.welcome = welcome
    this.ended = ended
  }

  /** Connects with these headers of CONNECT. Rejects with NotConnected. */
  static async connect(url: string, headers: StompHeaders, config: StompConfig = {}): Promise<StompClient> {
    const client = new Client({
      brokerURL: url,
      connectHeaders: headers,
      reconnectDelay: 0,
      heartbeatIncoming: 0,
      heartbeatOutgoing: 0,
      ...config,
    })
    const welcome = new Promise<IFrame>((resolve) => (client.onConnect = resolve))
    const ended = endOf(client)
    client.activate()
    const refused = ended.then((end) => Promise.reject(new NotConnected(end)))
    return new StompClient(client, await inTime(Promise.race([welcome, refused]), 'CONNECTED'), ended)
  }

  /** Sends without asking for a receipt. */
  send(destination: string, body = '', headers: StompHeaders = {}): void {
    this.#client.publish({ destination, body, headers })
  }

  /** Sends, and resolves with the receipt. Rejects where the connection ends before it. */
  sendForReceipt(destination: string, body = ''): Promise<void> {
    return this.#receipted((receipt) => this.send(destination, body, { receipt }))
  }

  enter(roomId: RoomId): Promise<void> {
    return this.sendForReceipt(inRoom(APP.enter, roomId))
  }

  leave(roomId: RoomId): Promise<void> {
    return this.sendForReceipt(inRoom(APP.leave, roomId))
  }

  talk(roomId: RoomId, message: string, nonce: string = randomUUID()): Promise<void> {
    return this.sendForReceipt(inRoom(APP.talk, roomId), JSON.stringify({ message, nonce }))
  }

  /** The bodies that come on `destination`. Resolves when the subscription is in effect. */
  async subscribe<Body>(destination: string, headers: StompHeaders = {}): Promise<Inbox<Body>> {
    const inbox = new Inbox<Body>(destination)
    await this.#listen(destination, headers, ({ body }) => inbox.put(JSON.parse(body) as Body))
    return inbox
  }

  /** The messages themselves that come on `destination`: they can be acknowledged. Resolves as `subscribe` does. */
  async messages(destination: string, headers: StompHeaders = {}): Promise<Inbox<IMessage>> {
    const inbox = new Inbox<IMessage>(destination)
    await this.#listen(destination, headers, (message) => inbox.put(message))
    return inbox
  }

  /** What is sent or acknowledged with its id as the header `transaction` waits for its commit. */
  begin(): ITransaction {
    return this.#client.begin()
  }

  /** Sends bytes. */
  sendBytes(destination: string, binaryBody: Uint8Array): void {
    this.#client.publish({ destination, binaryBody })
  }

  /** Ends the subscription that was given this id. */
  unsubscribe(id: string): void {
    this.#client.unsubscribe(id)
  }

  /** A room's log: live, or what came after `since` and then live. */
  follow(roomId: RoomId, since?: number): Promise<Inbox<RoomMessage>> {
    return this.subscribe(inRoom(TOPIC.room, roomId), since === undefined ? {} : { since: String(since) })
  }

  /** Says DISCONNECT, and resolves when the connection is closed. */
  async disconnect(): Promise<void> {
    await this.#client.deactivate()
  }

  /** Goes away without a word. */
  async drop(): Promise<void> {
    await this.#client.deactivate({ force: true })
  }

  #listen(destination: string, headers: StompHeaders, onMessage: (message: IMessage) => void): Promise<void> {
    return this.#receipted((receipt) =>
      this.#client.subscribe(destination, onMessage, { ...headers, receipt }),
    )
  }

  #receipted(act: (receipt: string) => void): Promise<void> {
    this.#asked += 1
    const receipt = `receipt-${this.#asked}`
    const given = new Promise<void>((resolve) => this.#client.watchForReceipt(receipt, () => resolve()))
    const gone = this.ended.then(({ code }) => Promise.reject(new Error(`The connection ended: ${code}.`)))
    act(receipt)
    return inTime(Promise.race([given, gone]), `The receipt ${receipt}`)
  }
}

function endOf(client: Client): Promise<Ended> {
  let error: IFrame | null = null
  client.onStompError = (frame) => (error = frame)
  return new Promise((resolve) => {
    client.onWebSocketClose = (event) => resolve({ code: (event as CloseEvent).code, error })
  })
}
