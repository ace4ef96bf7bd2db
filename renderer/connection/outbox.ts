// The messages that a person wrote and that the host has not confirmed: kept, sent in order, and sent again until they are.
import { errorRow } from '../../protocol/errors.ts'
import type { Nonce, RoomId } from '../../protocol/ids.ts'
import type { Backoff } from './backoff.ts'
import { newNonce } from './nonce.ts'
import type { Delivery, OutboxItem, OutboxStorage } from './outbox-storage.ts'

/** What the outbox needs of the world around it. */
export interface OutboxPorts {
  storage: OutboxStorage
  /** Sends one message, and calls back when its receipt comes. False where there is no connection: nothing was sent. */
  send(item: OutboxItem, onReceipt: () => void): boolean
  /** The items have changed. */
  onChange(items: OutboxItem[]): void
  now(): number
  /** How long a host is left alone that could not keep a message for the moment. */
  backoff: Backoff
  /** Calls back after so many milliseconds; the function that it answers calls that off. */
  later(callback: () => void, milliseconds: number): () => void
}

/** So many messages may be on their way without a receipt; the rest wait their turn. */
const IN_FLIGHT = 32

export class Outbox {
  readonly #ports: OutboxPorts
  readonly #inFlight = new Set<Nonce>()
  #items: OutboxItem[] = []
  /** Ends the pause after which the host is asked again; null while there is none. */
  #endPause: (() => void) | null = null
  /** Rooms that take messages one by one; with what ends the wait, while there is one. */
  readonly #slow = new Map<RoomId, (() => void) | null>()
  /** A host that could keep nothing a moment ago gets the oldest message alone, so that nothing overtakes it. */
  #window = IN_FLIGHT

  constructor(ports: OutboxPorts) {
    this.#ports = ports
  }

  /** Takes up what an earlier visit left behind. A storage that can't be read holds nothing. */
  async load(): Promise<void> {
    const left = await this.#ports.storage.all().catch(() => [])
    const known = new Set(this.#items.map(({ nonce }) => nonce))
    this.#items = [...left.filter(({ nonce }) => !known.has(nonce)), ...this.#items]
    this.#items.sort((a, b) => a.order - b.order)
    this.#changed()
    this.#sendNext()
  }

  /** Keeps a new message and sends it as soon as it can be sent. */
  add(roomId: RoomId, message: string): void {
    const writtenAt = this.#ports.now()
    const order = this.#nextOrder(writtenAt)
    const item: OutboxItem = {
      nonce: newNonce(),
      roomId,
      message,
      writtenAt,
      order,
      delivery: { state: 'waiting' },
    }
    this.#items = [...this.#items, item]
    this.#save(item)
    this.#changed()
    this.#sendNext()
  }

  /** There is a connection, or a new one: what had no receipt is sent again, with the same nonce. */
  resume(): void {
    this.#stopPause()
    this.#inFlight.clear()
    this.#sendNext()
  }

  /** The page goes on without it: what waits is sent at the next visit. */
  close(): void {
    this.#stopPause()
  }

  /**
   * The host said no to this message. Where trying again can help, it keeps its place and is sent again: after a while, or as
   * soon as the host says, in milliseconds.
   */
  refused(nonce: Nonce, code: string, retryAfter?: number): void {
    this.#inFlight.delete(nonce)
    const item = this.#items.find((one) => one.nonce === nonce)
    const isLater = errorRow(code)?.retry === true
    if (isLater && item !== undefined && retryAfter !== undefined) return this.#wait(item.roomId, retryAfter)
    if (isLater) return this.#pause()
    this.#become(nonce, { state: 'failed', code })
    this.#sendNext()
  }

  /** The person wants a refused message sent once more. It goes to the end, with the nonce that it has. */
  retry(nonce: Nonce): void {
    const item = this.#items.find((one) => one.nonce === nonce)
    if (item === undefined) return
    const again: OutboxItem = { ...item, order: this.#nextOrder(item.order), delivery: { state: 'waiting' } }
    this.#items = [...this.#items.filter((one) => one !== item), again]
    this.#save(again)
    this.#changed()
    this.#sendNext()
  }

  /** The person gives a message up, or the log has brought it back: it is nobody's to keep here any more. */
  remove(nonce: Nonce): void {
    this.#inFlight.delete(nonce)
    if (!this.#items.some((item) => item.nonce === nonce)) return
    this.#items = this.#items.filter((item) => item.nonce !== nonce)
    this.#discard(nonce)
    this.#changed()
    this.#sendNext()
  }

  /** The room is about to be read anew, with everything in it that the host has confirmed. */
  forgetKept(roomId: RoomId): void {
    const stays = (item: OutboxItem) => item.roomId !== roomId || item.delivery.state !== 'kept'
    if (this.#items.every(stays)) return
    this.#items = this.#items.filter(stays)
    this.#changed()
  }

  /** However many are refused, there is one pause: all of them are sent again when it ends. */
  #pause(): void {
    this.#window = 1
    this.#endPause ??= this.#ports.later(() => {
      this.#endPause = null
      this.#sendNext()
    }, this.#ports.backoff.next())
  }

  /** Its messages alone wait; however many are refused, there is one wait. */
  #wait(roomId: RoomId, milliseconds: number): void {
    const end = this.#slow.get(roomId) ?? null
    this.#slow.set(roomId, end ?? this.#ports.later(() => this.#endWait(roomId), milliseconds))
    this.#sendNext()
  }

  #endWait(roomId: RoomId): void {
    this.#slow.set(roomId, null)
    this.#sendNext()
  }

  #stopPause(): void {
    this.#endPause?.()
    this.#endPause = null
    for (const [roomId, end] of this.#slow) {
      end?.()
      this.#slow.set(roomId, null)
    }
  }

  /** Whether its room takes it now. */
  #isDue({ roomId }: OutboxItem): boolean {
    const wait = this.#slow.get(roomId)
    if (wait === undefined) return true
    const isUnderWay = (one: OutboxItem) => one.roomId === roomId && this.#inFlight.has(one.nonce)
    return wait === null && !this.#items.some(isUnderWay)
  }

  #sendNext(): void {
    if (this.#endPause !== null) return
    for (const item of this.#items) {
      if (this.#inFlight.size >= this.#window) return
      if (item.delivery.state !== 'waiting' || this.#inFlight.has(item.nonce)) continue
      if (!this.#isDue(item)) continue
      this.#inFlight.add(item.nonce)
      if (this.#ports.send(item, () => this.#kept(item.nonce))) continue
      this.#inFlight.delete(item.nonce)
      return
    }
  }

  #kept(nonce: Nonce): void {
    this.#ports.backoff.reset()
    this.#window = IN_FLIGHT
    this.#inFlight.delete(nonce)
    this.#discard(nonce)
    this.#become(nonce, { state: 'kept' })
    this.#sendNext()
  }

  #become(nonce: Nonce, delivery: Delivery): void {
    const item = this.#items.find((one) => one.nonce === nonce)
    if (item === undefined) return
    const next = { ...item, delivery }
    this.#items = this.#items.map((one) => (one === item ? next : one))
    if (delivery.state !== 'kept') this.#save(next)
    this.#changed()
  }

  /** The clock, so that the order holds across visits, but always past what is there. */
  #nextOrder(atLeast: number): number {
    return Math.max(atLeast, ...this.#items.map(({ order }) => order + 1))
  }

  #changed(): void {
    this.#ports.onChange(this.#items)
  }

  /** A storage that fails costs the message its life after this visit, not its way to the host. */
  #save(item: OutboxItem): void {
    this.#ports.storage.put(item).catch(() => {})
  }

  #discard(nonce: Nonce): void {
    this.#ports.storage.remove(nonce).catch(() => {})
  }
}
