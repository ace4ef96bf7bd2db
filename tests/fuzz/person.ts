// Somebody in the simulation: a client as docs/architecture.md wants it, with an outbox that it resends and a place in each room.
import type { RoomMessage } from '../../protocol/entry.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { MemoryChat } from '../support/memory-chat.ts'
import type { MemoryClient } from '../support/memory-client.ts'

interface Unsent {
  roomId: RoomId
  nonce: string
}

export class Person {
  readonly name: string
  /** The nonces of the talks that were receipted. */
  readonly receipted = new Set<string>()
  /** The seqs seen in each room, over all connections. */
  readonly seen = new Map<RoomId, number[]>()
  readonly #chat: MemoryChat
  readonly #rooms: readonly RoomId[]
  readonly #unsent = new Map<string, Unsent>()
  #client: MemoryClient
  #looked = 0

  constructor(name: string, chat: MemoryChat, rooms: readonly RoomId[]) {
    this.name = name
    this.#chat = chat
    this.#rooms = rooms
    for (const roomId of rooms) this.seen.set(roomId, [])
    this.#client = this.#connect()
  }

  get gone(): boolean {
    return this.#client.wire.ended !== null || this.#client.error !== undefined
  }

  /** Whether every talk has its receipt and every room is seen up to `last`. */
  done(last: (roomId: RoomId) => number): boolean {
    return this.#unsent.size === 0 && this.#rooms.every((roomId) => this.#last(roomId) === last(roomId))
  }

  talk(roomId: RoomId): void {
    const nonce = `${this.name}.${this.#unsent.size + this.receipted.size}`
    this.#unsent.set(nonce, { roomId, nonce })
    this.#send({ roomId, nonce })
  }

  /** Sends what has no receipt yet, though it may be on its way. */
  resend(): void {
    for (const unsent of this.#unsent.values()) this.#send(unsent)
  }

  leave(roomId: RoomId): void {
    this.#client.command('leave', roomId)
  }

  stall(): void {
    this.#client.wire.stall()
  }

  drain(): void {
    this.#client.wire.drain()
  }

  /** The connection breaks, and a new one goes on where it left off. */
  reconnect(): void {
    this.look()
    this.#client.wire.close()
    this.#client = this.#connect()
  }

  /** Takes in what has come. Throws where an entry is missing, comes twice or out of order. */
  look(): void {
    for (const { command, headers, body } of this.#client.heard.slice(this.#looked)) {
      if (command === 'RECEIPT') this.#keepReceipt(headers['receipt-id'] ?? '')
      if (command === 'MESSAGE') this.#see(headers['subscription'] as RoomId, JSON.parse(body) as RoomMessage)
    }
    this.#looked = this.#client.heard.length
  }

  #connect(): MemoryClient {
    this.#looked = 0
    const client = this.#chat.open()
    client.send('CONNECT', { 'accept-version': '1.2', nickname: this.name })
    for (const roomId of this.#rooms) {
      client.subscribe(roomId, `/topic/rooms/${roomId}`, { since: `${this.#last(roomId)}` })
    }
    return client
  }

  #send({ roomId, nonce }: Unsent): void {
    this.#client.command('enter', roomId)
    this.#client.command('talk', roomId, { message: nonce.padEnd(1_000, '.'), nonce }, nonce)
  }

  #keepReceipt(nonce: string): void {
    this.#unsent.delete(nonce)
    this.receipted.add(nonce)
  }

  #see(roomId: RoomId, message: RoomMessage): void {
    const last = this.#last(roomId)
    if (message.type === 'GAP') throw new Error(`${this.name} was told of a gap after ${last}.`)
    if (message.type === 'CAUGHT_UP') {
      if (message.seq !== last) throw new Error(`${this.name} is caught up at ${message.seq}, not ${last}.`)
      return
    }
    if (message.seq !== last + 1) throw new Error(`${this.name} saw ${message.seq} after ${last}.`)
    this.seen.get(roomId)?.push(message.seq)
  }

  #last(roomId: RoomId): number {
    return this.seen.get(roomId)?.at(-1) ?? 0
  }
}
