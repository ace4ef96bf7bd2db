// One person at one host: the connection, the rooms, what waits to be sent, and the room that is open.
import { Value } from 'typebox/value'
import { APP, inRoom, TOPIC } from '../../protocol/destinations.ts'
import type { Nonce, RoomId } from '../../protocol/ids.ts'
import { RefusalBody, type HostInfo, type User } from '../../protocol/rest.ts'
import { Backoff } from '../connection/backoff.ts'
import { ChatConnection, type LinkState } from '../connection/chat-connection.ts'
import type { KeptValues } from '../connection/kept-values.ts'
import type { OutboxStorage } from '../connection/outbox-storage.ts'
import { RestClient } from '../connection/rest-client.ts'
import type { Credentials } from '../connection/sign-in.ts'
import { later, soon } from './clock.ts'
import { Conversation } from './conversation.svelte.ts'
import { Drafts } from './drafts.ts'
import { keepLastRoom, readLastRoom } from './last-room.ts'
import { OutboxState } from './outbox.svelte.ts'
import { ReadMarks } from './read-marks.ts'
import { Rooms } from './rooms.svelte.ts'
import { Unread, type UnreadCounts } from './unread.ts'
import { untilItWorks } from './until-it-works.ts'

export interface SessionOptions {
  host: HostInfo
  origin: string
  /** The host runs on this computer: this person is the one who hosts. */
  own: boolean
  credentials: Credentials
  values: KeptValues
  storage: OutboxStorage
  /** What the first room of an empty host is called; null where making it is not this person's business. */
  firstRoom: string | null
}

/** Names a person at a host, for what is kept on this computer. */
export function ownerOf(host: HostInfo, { userId }: User): string {
  return `${host.hostId}.${userId}`
}

export class Session {
  readonly host: HostInfo
  readonly origin: string
  readonly own: boolean
  readonly me: User
  readonly rooms: Rooms
  readonly outbox: OutboxState
  readonly drafts: Drafts
  link = $state<LinkState>('connecting')
  unread = $state.raw<UnreadCounts>({})
  conversation = $state.raw<Conversation | null>(null)
  /** The latest thing that did not work and belongs to no message; empty when it has been read. */
  fault = $state('')
  readonly #credentials: Credentials
  readonly #connection: ChatConnection
  readonly #rest: RestClient
  readonly #marks: ReadMarks
  readonly #unread: Unread
  readonly #values: KeptValues
  readonly #firstRoom: string | null
  #stopLoading: () => void = () => {}

  constructor({ host, origin, own, credentials, values, storage, firstRoom }: SessionOptions) {
    const owner = ownerOf(host, credentials.user)
    this.#values = values
    this.#firstRoom = firstRoom
    this.host = host
    this.origin = origin
    this.own = own
    this.me = credentials.user
    this.drafts = new Drafts(values, owner)
    this.#marks = new ReadMarks(values, owner)
    this.#rest = new RestClient(origin, credentials)
    this.#credentials = credentials
    this.#connection = this.#createConnection(credentials)
    this.#connection.watch(TOPIC.errors, { onBody: (body) => this.#takeRefusal(body) })
    this.rooms = new Rooms(this.#rest, this.#connection)
    this.outbox = new OutboxState(storage, { later, send: (item, onReceipt) => this.#send(item, onReceipt) })
    const ports = { rest: this.#rest, connection: this.#connection, marks: this.#marks, me: this.me.userId }
    this.#unread = new Unread({ ...ports, onCounts: (counts) => (this.unread = counts) })
  }

  start(): void {
    void this.outbox.outbox.load()
    this.#connection.start()
  }

  close(): void {
    this.closeRoom()
    this.outbox.outbox.close()
    this.#stopLoading()
    this.#connection.stop()
  }

  /** Tries to reach the host now instead of later. */
  retryNow(): void {
    this.#connection.retryNow()
  }

  /** The host has started anew, perhaps with another password. */
  comeBack(password: string | null): void {
    this.#credentials.password = password
    this.retryNow()
  }

  openRoom(roomId: RoomId): Conversation {
    if (this.conversation?.roomId === roomId) return this.conversation
    this.closeRoom()
    this.#unread.unfollow(roomId)
    const conversation = new Conversation(roomId, {
      rest: this.#rest,
      connection: this.#connection,
      outbox: this.outbox.outbox,
      me: this.me,
      later,
      soon,
      onSeen: (room, mark) => this.#marks.set(room, mark),
      onJoined: (room, joined) => {
        if (!joined) this.#marks.forget(room)
      },
    })
    this.conversation = conversation
    keepLastRoom(this.#values, ownerOf(this.host, this.me), roomId)
    void conversation.open()
    return conversation
  }

  closeRoom(): void {
    const roomId = this.conversation?.roomId
    this.conversation?.close()
    this.conversation = null
    if (roomId !== undefined) this.#unread.follow(roomId)
  }

  /** Makes a room, opens it and enters it. Rejects with a RequestFailure. */
  async createRoom(name: string): Promise<void> {
    const { roomId } = await this.rooms.create(name)
    this.openRoom(roomId).move('enter')
  }

  #createConnection(credentials: Credentials): ChatConnection {
    return new ChatConnection({
      url: `${this.origin.replace(/^http/, 'ws')}/ws`,
      token: () => credentials.token(),
      renew: () => credentials.renew(),
      onState: (state) => this.#onLink(state),
      backoff: new Backoff(),
      later,
    })
  }

  #onLink(state: LinkState): void {
    this.link = state
    this.#stopLoading()
    if (state !== 'online') return this.conversation?.disconnected()
    this.outbox.outbox.resume()
    this.conversation?.reconnected()
    this.#unread.followAll(this.conversation?.roomId ?? null)
    this.#stopLoading = untilItWorks(() => this.#loadRooms(), { later })
  }

  /** The first time, somebody is put where they were; the host's own person in a first room that they need not make. */
  async #loadRooms(): Promise<void> {
    const first = !this.rooms.loaded
    await this.rooms.load()
    if (!first || this.conversation !== null) return
    const last = readLastRoom(this.#values, ownerOf(this.host, this.me))
    if (last !== null && this.rooms.find(last) !== null) this.openRoom(last)
    else if (this.rooms.list.length === 0 && this.#firstRoom !== null) await this.createRoom(this.#firstRoom)
  }

  #send(
    { roomId, message, nonce }: { roomId: RoomId; message: string; nonce: Nonce },
    onReceipt: () => void,
  ): boolean {
    return this.#connection.send(inRoom(APP.talk, roomId), { message, nonce }, onReceipt)
  }

  #takeRefusal(body: unknown): void {
    if (!Value.Check(RefusalBody, body)) return
    if (body.nonce !== null) return this.outbox.outbox.refused(body.nonce as Nonce, body.code)
    this.conversation?.moveRefused()
    this.fault = body.code
  }
}
