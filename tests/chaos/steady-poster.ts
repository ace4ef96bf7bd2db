// A guest who posts without end, as a person's client does: after a break, what has no receipt is sent again with the same
// nonce, and reading goes on where it ended.
import type { Entry, RoomMessage } from '../../protocol/entry.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Inbox } from '../support/inbox.ts'
import type { RestPerson } from '../support/rest-calls.ts'
import { StompClient } from '../support/stomp-client.ts'

/** How many messages may be under way at once. */
const WINDOW = 24

export class SteadyPoster {
  readonly rest: RestPerson
  /** Nonces whose receipt came, in the order of the receipts. */
  readonly receipted: string[] = []
  readonly #name: string
  readonly #roomId: RoomId
  readonly #onReceipt: () => void
  readonly #underWay = new Set<string>()
  /** What came on the room's topic, one inbox a connection. */
  readonly #logs: Inbox<RoomMessage>[] = []
  #client: StompClient | null = null
  #posted = 0
  #posting = false
  #onIdle: () => void = () => {}

  /** `name` makes the nonces; `onReceipt` is called after each receipt. */
  constructor(name: string, rest: RestPerson, roomId: RoomId, onReceipt: () => void) {
    this.#name = name
    this.rest = rest
    this.#roomId = roomId
    this.#onReceipt = onReceipt
  }

  /** How many messages were made, sent once or more often. */
  get posted(): number {
    return this.#posted
  }

  /** Nonces that were sent and have no receipt yet. */
  get awaiting(): string[] {
    return [...this.#underWay]
  }

  /** Everything that came on the room's topic, over all connections. */
  get read(): RoomMessage[] {
    return this.#logs.flatMap((log) => log.all)
  }

  /** The entries among it. */
  get entries(): Entry[] {
    return this.read.filter((message) => message.type !== 'CAUGHT_UP' && message.type !== 'GAP')
  }

  /** Connects, reads on from where reading ended, sends again what has no receipt, and goes on. */
  async start(ws: string): Promise<void> {
    const client = await StompClient.connect(ws, { Authorization: `Bearer ${this.rest.token}` })
    this.#client = client
    this.#logs.push(await client.follow(this.#roomId, this.entries.at(-1)?.seq ?? 0))
    await client.enter(this.#roomId)
    this.#posting = true
    for (const nonce of this.#underWay) this.#send(client, nonce)
    this.#fill(client)
  }

  /** Resolves when the connection has broken. */
  async broken(): Promise<void> {
    await this.#client?.ended
    this.#posting = false
  }

  /** Posts nothing new. Resolves when everything has its receipt. */
  async finish(): Promise<void> {
    this.#posting = false
    if (this.#underWay.size > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve))
  }

  /** Resolves when the entry with this seq has been read. */
  async readUpTo(seq: number): Promise<void> {
    if (this.entries.some((entry) => entry.seq === seq)) return
    await this.#logs.at(-1)?.until((message) => 'nonce' in message && message.seq === seq)
  }

  #fill(client: StompClient): void {
    while (this.#posting && this.#underWay.size < WINDOW) {
      this.#posted += 1
      const nonce = `${this.#name}-${this.#posted}`
      this.#underWay.add(nonce)
      this.#send(client, nonce)
    }
  }

  #send(client: StompClient, nonce: string): void {
    // Without a receipt it stays under way, and is sent again on the next connection.
    client.talk(this.#roomId, `말 ${nonce}`, nonce).then(
      () => this.#settle(client, nonce),
      () => undefined,
    )
  }

  #settle(client: StompClient, nonce: string): void {
    this.#underWay.delete(nonce)
    this.receipted.push(nonce)
    this.#onReceipt()
    this.#fill(client)
    if (this.#underWay.size === 0) this.#onIdle()
  }
}
