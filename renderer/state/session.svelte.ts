// One person at one host: the connection, the rooms, what waits to be sent, and the room that is open.
import { APP, inRoom, TOPIC } from '../../protocol/destinations.ts'
import type { Nonce, RoomId, Seq, UserId } from '../../protocol/ids.ts'
import type { HostInfo, Language, NewRoomKind, User } from '../../protocol/rest.ts'
import { Backoff } from '../connection/backoff.ts'
import { ChatConnection, type LinkState } from '../connection/chat-connection.ts'
import type { KeptValues } from '../connection/kept-values.ts'
import { OwnerClient } from '../connection/owner-client.ts'
import type { OutboxStorage } from '../connection/outbox-storage.ts'
import type { FileAnswer } from '../connection/request-file.ts'
import { RestClient } from '../connection/rest-client.ts'
import { exportRoom, type ExportFormat } from '../connection/room-export.ts'
import { searchMessages } from '../connection/search-client.ts'
import type { Credentials } from '../connection/sign-in.ts'
import { SignedRequests } from '../connection/signed-requests.ts'
import { later, soon } from './clock.ts'
import { Conversation } from './conversation.svelte.ts'
import { Drafts } from './drafts.ts'
import { codeOf } from './failure.ts'
import { Identity } from './identity.svelte.ts'
import { Invitees } from './invitees.svelte.ts'
import { keepLastRoom, readLastRoom } from './last-room.ts'
import { OutboxState } from './outbox.svelte.ts'
import { ownerOf } from './owner-of.ts'
import { OwnRooms } from './own-rooms.svelte.ts'
import { Refusals } from './refusals.ts'
import { Rooms } from './rooms.svelte.ts'
import { Search } from './search.svelte.ts'
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

export class Session {
  readonly host: HostInfo
  readonly origin: string
  readonly own: boolean
  readonly me: User
  readonly identity: Identity
  readonly rooms: Rooms
  readonly ownRooms: OwnRooms
  readonly outbox: OutboxState
  readonly drafts: Drafts
  readonly search: Search
  readonly owner: OwnerClient
  link = $state<LinkState>('connecting')
  unread = $state.raw<UnreadCounts>({})
  conversation = $state.raw<Conversation | null>(null)
  /** The latest thing that did not work and belongs to no message; empty when it has been read. */
  fault = $state('')
  readonly #credentials: Credentials
  readonly #connection: ChatConnection
  readonly #requests: SignedRequests
  readonly #rest: RestClient
  readonly #unread: Unread
  readonly #refusals: Refusals
  readonly #values: KeptValues
  readonly #firstRoom: string | null
  #stopLoading: () => void = () => {}
  /** Whether they were put into a room, which happens once. */
  #placed = false
  /** Whether they have made a room of their own. */
  #chosen = false

  constructor({ host, origin, own, credentials, values, storage, firstRoom }: SessionOptions) {
    const owner = ownerOf(host, credentials.user)
    this.#values = values
    this.#firstRoom = firstRoom
    this.host = host
    this.origin = origin
    this.own = own
    this.me = credentials.user
    this.drafts = new Drafts(values, owner)
    this.#requests = new SignedRequests(origin, credentials)
    this.#rest = new RestClient(this.#requests)
    this.owner = new OwnerClient(this.#requests)
    this.search = new Search({
      find: (query) => searchMessages(this.#requests, query),
      openRoom: () => this.conversation?.roomId ?? null,
      later,
    })
    this.#credentials = credentials
    this.#connection = this.#createConnection(credentials)
    const show = (token: string, onTaken: () => void) => this.#connection.send(APP.token, { token }, onTaken)
    this.identity = new Identity({ origin, credentials, rest: this.#rest, show })
    this.#connection.watch(TOPIC.errors, { onBody: (body) => this.#refusals.take(body) })
    this.outbox = new OutboxState(storage, { later, send: (item, onReceipt) => this.#send(item, onReceipt) })
    this.#unread = new Unread((counts) => (this.unread = counts))
    const ports = { rest: this.#rest, connection: this.#connection, unread: this.#unread }
    this.ownRooms = new OwnRooms({ ...ports, onLeft: (roomId) => this.#leftRoom(roomId) })
    this.rooms = new Rooms(this.#rest, this.#connection, this.ownRooms)
    this.#refusals = new Refusals({
      connection: this.#connection,
      outbox: this.outbox.outbox,
      ownRooms: this.ownRooms,
      conversation: () => this.conversation,
      onFault: (code) => (this.fault = code),
    })
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

  /** Ends this sign-in. Rejects with a RequestFailure where the host has not ended it; then the session goes on. */
  async logOut(): Promise<void> {
    // By itself, not when the host closes it.
    this.#connection.stop()
    await this.identity.logOut().catch((error: unknown) => {
      this.#connection.start()
      throw error
    })
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
    this.#unread.open(roomId)
    const conversation = new Conversation(roomId, {
      rest: this.#rest,
      connection: this.#connection,
      outbox: this.outbox.outbox,
      me: this.me,
      later,
      soon,
      onFault: (code) => (this.fault = code),
      waiting: (since) => this.ownRooms.waitingIn(roomId, since),
      onRead: (seq) => this.#unread.read(roomId, seq),
    })
    this.conversation = conversation
    keepLastRoom(this.#values, ownerOf(this.host, this.me), roomId)
    void conversation.open()
    return conversation
  }

  /** Opens the room of a message, and the conversation around it. */
  async showMessage(roomId: RoomId, seq: Seq): Promise<void> {
    try {
      await this.openRoom(roomId).reading.goTo(seq)
    } catch (error) {
      this.fault = codeOf(error)
    }
  }

  closeRoom(): void {
    this.conversation?.close()
    this.conversation = null
    this.#unread.open(null)
  }

  /** Makes a room, opens it and is in it. Rejects with a RequestFailure. */
  async createRoom(name: string, kind: NewRoomKind = 'open'): Promise<void> {
    this.#chosen = true
    const { roomId } = await this.rooms.create(name, kind)
    const conversation = this.openRoom(roomId)
    if (kind === 'open') conversation.move('enter')
  }

  /** Opens the room of oneself and somebody else. Rejects with a RequestFailure. */
  async talkTo(userId: UserId): Promise<void> {
    const room = await this.#rest.openDirectRoom(userId)
    this.ownRooms.add(room)
    this.openRoom(room.roomId)
  }

  /** Comes into a private room that one was asked into. A refusal is told like that of every command. */
  accept(roomId: RoomId): void {
    this.#connection.send(inRoom(APP.enter, roomId), {}, () => this.openRoom(roomId))
  }

  /** Whom one can ask into the room. */
  inviteesTo(roomId: RoomId): Invitees {
    return new Invitees({ rest: this.#rest, roomId, rooms: this.rooms.all })
  }

  /** A room as a file. Rejects with a RequestFailure. */
  exportRoom(roomId: RoomId, format: ExportFormat, language: Language): Promise<FileAnswer> {
    return exportRoom(this.#requests, roomId, format, language)
  }

  #createConnection(credentials: Credentials): ChatConnection {
    return new ChatConnection({
      url: `${this.origin.replace(/^http/, 'ws')}/ws`,
      token: () => credentials.token(),
      renew: () => credentials.renew(),
      onState: (state) => this.#onLink(state),
      onInEffect: () => this.#catchUp(),
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
  }

  /** What the subscriptions could not tell until now. */
  #catchUp(): void {
    void this.conversation?.catchUp()
    this.#stopLoading()
    this.#stopLoading = untilItWorks(() => this.#load(), { later })
  }

  async #load(): Promise<void> {
    await this.#loadRooms()
    await this.identity.load()
  }

  /** The first time, somebody is put where they were; the host's own person in a first room that they need not make. */
  async #loadRooms(): Promise<void> {
    await Promise.all([this.rooms.load(), this.ownRooms.load()])
    if (this.#placed || this.#isSomewhere) return
    this.#placed = true
    const last = readLastRoom(this.#values, ownerOf(this.host, this.me))
    if (last !== null && this.rooms.find(last) !== null) this.openRoom(last)
    else if (this.rooms.list.length === 0 && this.#firstRoom !== null) await this.#makeRoom(this.#firstRoom)
  }

  /** Whoever has gone somewhere while it was made stays there. */
  async #makeRoom(name: string): Promise<void> {
    const { roomId } = await this.rooms.create(name)
    if (!this.#isSomewhere) this.openRoom(roomId).move('enter')
  }

  /** Whether they have a room open, or make one. */
  get #isSomewhere(): boolean {
    return this.#chosen || this.conversation !== null
  }

  #send(
    { roomId, message, nonce }: { roomId: RoomId; message: string; nonce: Nonce },
    onReceipt: () => void,
  ): boolean {
    return this.#connection.send(inRoom(APP.talk, roomId), { message, nonce }, onReceipt)
  }

  #leftRoom(roomId: RoomId): void {
    if (this.conversation?.roomId === roomId) this.closeRoom()
  }
}
