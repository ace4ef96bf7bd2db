// Somebody at a host that says and answers what the test wants.
import { vi } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { MemoryStorage } from '../../../renderer/connection/outbox-storage.ts'
import { toKept } from '../../../renderer/connection/kept-sign-ins.ts'
import { Credentials } from '../../../renderer/connection/sign-in.ts'
import { Session } from '../../../renderer/state/session.svelte.ts'
import { PATIENT } from '../../support/patience.ts'
import { roomOf } from '../../support/room-of.ts'
import { NOON, userId } from '../entries.ts'
import { MemoryValues } from '../kept-in-memory.ts'

const HOST = { hostId: 'host-1', name: 'Host', version: '1', password: false }
export const ROOM_2 = 'room-2' as RoomId
export const ROOM = roomOf({ roomId: 'room-1' as RoomId, name: 'Room', members: 0, createdAt: NOON })

/** What the host tells of the one who asks; null where it is asked for something else. */
function answers(address: string): object | null {
  if (address.endsWith('/me/rooms')) return { rooms: [] }
  if (address.endsWith('/me/invitations')) return { invitations: [] }
  return address.endsWith('/me') ? { userId: 'mina', name: 'Mina', login: null, admin: false } : null
}

export function headerOf(name: string, frame: string): string | null {
  return new RegExp(`\\n${name}:(.+)`).exec(frame)?.[1] ?? null
}

/** A connection that is made at once and takes every subscription, and on which nothing else is said but by the test. */
export class WillingSocket {
  static latest: WillingSocket | null = null
  /** Whether it answers what is subscribed to; otherwise the test does. */
  static answers = true
  readonly sent: string[] = []
  readyState = 0
  binaryType = 'arraybuffer'
  onopen: () => void = () => {}
  onmessage: (message: { data: string }) => void = () => {}
  constructor() {
    WillingSocket.latest = this
    queueMicrotask(() => {
      this.readyState = 1
      this.onopen()
    })
  }
  send(frame: string | Uint8Array): void {
    this.sent.push(String(frame))
    const isConnect = String(frame).startsWith('CONNECT')
    const receipt = String(frame).startsWith('SUBSCRIBE') ? headerOf('receipt', String(frame)) : null
    if (receipt !== null && WillingSocket.answers) queueMicrotask(() => this.give(receipt))
    if (isConnect) queueMicrotask(() => this.onmessage({ data: 'CONNECTED\nversion:1.2\n\n\0' }))
  }
  close(): void {}

  /** Gives a receipt. */
  give(receipt: string | null): void {
    this.onmessage({ data: `RECEIPT\nreceipt-id:${receipt}\n\n\0` })
  }

  /** The receipt that the latest SUBSCRIBE to `destination` has asked for; null where it asks for none. */
  async receiptOf(destination: string): Promise<string | null> {
    return headerOf('receipt', await this.#subscribeTo(destination))
  }

  async #subscribeTo(destination: string): Promise<string> {
    const listens = (frame: string) =>
      frame.startsWith('SUBSCRIBE') && headerOf('destination', frame) === destination
    return vi.waitUntil(() => this.sent.findLast(listens), PATIENT)
  }

  /** Brings a body to where the page listens to `destination`. */
  async bring(destination: string, body: object): Promise<void> {
    const id = headerOf('id', await this.#subscribeTo(destination))
    const head = `MESSAGE\nsubscription:${id}\nmessage-id:1\ndestination:${destination}`
    this.onmessage({ data: `${head}\n\n${JSON.stringify(body)}\0` })
  }
}

export const refusal = (code: string, destination: string | null, receipt: string | null = null) => ({
  code,
  message: '',
  destination,
  nonce: null,
  receipt,
})

export function start(firstRoom: string | null = null) {
  const world = {
    away: true,
    asked: 0,
    answer: { rooms: [ROOM] } as object | null,
    /** The rooms that the page has asked the host to make, with how the host answers. */
    made: new Map<string, (room: object) => void>(),
  }
  vi.stubGlobal('WebSocket', WillingSocket)
  vi.stubGlobal('fetch', async (address: string, { method, body }: RequestInit = {}) => {
    if (method === 'POST' && address.endsWith('/api/rooms')) {
      const { name } = JSON.parse(body as string) as { name: string }
      const room = await new Promise<object>((resolve) => world.made.set(name, resolve))
      return new Response(JSON.stringify(room))
    }
    if (address.endsWith('/api/rooms')) world.asked += 1
    if (world.away) throw new TypeError('fetch failed')
    return new Response(JSON.stringify(answers(address) ?? world.answer))
  })
  const user = { userId: userId('mina'), name: 'Mina' }
  const tokens = { token: 't', refreshToken: 'r', expiresAt: Date.now() + 3_600_000 }
  const signedIn = toKept({ ...tokens, user })
  const kept = { values: new MemoryValues(), storage: new MemoryStorage() }
  const credentials = new Credentials({
    origin: 'http://host',
    signedIn,
    shelf: { read: () => null, keep: () => {} },
  })
  const place = { host: HOST, origin: 'http://host', own: false, firstRoom }
  const session = new Session({ ...place, ...kept, credentials })
  session.start()
  return { session, world }
}
