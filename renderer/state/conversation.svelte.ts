// One room that is open: its entries from the newest page on, kept current, and extended backwards as one scrolls up.
import { Value } from 'typebox/value'
import { APP, inRoom, TOPIC } from '../../protocol/destinations.ts'
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, Nonce, RoomId, Seq } from '../../protocol/ids.ts'
import type { RoomDetail, User } from '../../protocol/rest.ts'
import { RoomSignal } from '../../protocol/signals.ts'
import type { ChatConnection } from '../connection/chat-connection.ts'
import type { Outbox } from '../connection/outbox.ts'
import type { RestClient } from '../connection/rest-client.ts'
import { followRoom } from '../connection/room-subscription.ts'
import type { Watch } from '../connection/subscription-book.ts'
import { codeOf } from './failure.ts'
import { People } from './people.svelte.ts'
import type { Mark } from './read-marks.ts'

export interface ConversationPorts {
  rest: RestClient
  connection: Pick<ChatConnection, 'watch' | 'send'>
  outbox: Pick<Outbox, 'add' | 'remove' | 'forgetKept'>
  me: User
  later(callback: () => void, milliseconds: number): () => void
  /** Everything up to the mark has been on the screen of a member. */
  onSeen(roomId: RoomId, mark: Mark): void
  /** The person became a member, or is one no longer. */
  onJoined(roomId: RoomId, joined: boolean): void
}

/** How often others are told that one is writing, in milliseconds. */
const WRITING_PAUSE = 3_000

export class Conversation {
  readonly roomId: RoomId
  readonly people: People
  phase = $state<'loading' | 'ready' | 'failed'>('loading')
  /** Why it is `failed`. */
  fault = $state('')
  room = $state.raw<RoomDetail | null>(null)
  entries = $state.raw<Entry[]>([])
  /** Whether there are older entries than those here. */
  more = $state(false)
  loadingOlder = $state(false)
  /** Whether the last change put entries before those that were there. */
  prepended = $state(false)
  joined = $state(false)
  /** An enter or leave is on its way. */
  moving = $state(false)
  /** The newest entry that has been on the screen. */
  seen = $state(0)
  /** The latest message that came while one was looking: what a screen reader says. */
  spoken = $state.raw<Entry | null>(null)
  readonly #ports: ConversationPorts
  #watches: Watch[] = []
  #closed = false
  #told = -Infinity

  constructor(roomId: RoomId, ports: ConversationPorts) {
    this.roomId = roomId
    this.#ports = ports
    this.people = new People(ports.me.userId, (callback, milliseconds) => ports.later(callback, milliseconds))
  }

  /** Messages of others below what has been on the screen. */
  readonly newBelow = $derived.by(
    () => this.entries.filter((one) => one.seq > this.seen && this.#isFromOthers(one)).length,
  )

  /** Reads the newest page and follows the log from there. */
  async open(): Promise<void> {
    this.phase = 'loading'
    this.#ports.outbox.forgetKept(this.roomId)
    try {
      const [room, page] = await Promise.all([
        this.#ports.rest.room(this.roomId),
        this.#ports.rest.messages(this.roomId),
      ])
      if (!this.#closed) this.#show(room, page.entries, page.more)
    } catch (error) {
      this.fault = codeOf(error)
      this.phase = 'failed'
    }
  }

  close(): void {
    this.#closed = true
    this.#stop()
    this.people.close()
  }

  /** There is a new connection. The subscriptions are there again by themselves. */
  reconnected(): void {
    if (this.phase === 'failed') void this.open()
    else void this.#loadPeople()
  }

  async loadOlder(): Promise<void> {
    const oldest = this.entries[0]
    if (!this.more || this.loadingOlder || oldest === undefined) return
    this.loadingOlder = true
    try {
      const page = await this.#ports.rest.messages(this.roomId, { before: oldest.seq })
      if (this.entries[0] === oldest) this.#prepend(page.entries, page.more)
    } catch {
      // The next scroll asks again.
    } finally {
      this.loadingOlder = false
    }
  }

  /** The newest entry is on the screen. */
  see(): void {
    const newest = this.entries.at(-1)
    if (newest === undefined || newest.seq <= this.seen) return
    this.seen = newest.seq
    if (this.joined) this.#tellSeen()
  }

  /** Becomes a member, or ends that; false where there is no connection. A refusal is told by the session. */
  move(way: 'enter' | 'leave'): boolean {
    this.moving = this.#ports.connection.send(inRoom(APP[way], this.roomId), {}, () => {
      this.moving = false
      this.#setJoined(way === 'enter')
    })
    return this.moving
  }

  /** The host refused to let one enter or leave. */
  moveRefused(): void {
    this.moving = false
  }

  say(message: string): void {
    this.#told = -Infinity
    this.#ports.outbox.add(this.roomId, message)
  }

  /** Tells the others, now and then, that one is writing. */
  writes(now: number): void {
    if (!this.joined || now - this.#told < WRITING_PAUSE) return
    this.#told = now
    this.#ports.connection.send(inRoom(APP.typing, this.roomId), {})
  }

  #show(room: RoomDetail, entries: Entry[], more: boolean): void {
    this.room = room
    this.prepended = false
    this.entries = entries
    this.more = more
    this.phase = 'ready'
    for (const entry of entries) this.#settle(entry)
    this.#setJoined(this.#joinedAfter(entries) ?? room.joined)
    this.#follow(entries.at(-1)?.epoch ?? room.epoch, entries.at(-1)?.seq ?? (0 as Seq))
    void this.#loadPeople()
  }

  #follow(epoch: Epoch, last: Seq): void {
    this.#stop()
    const { connection } = this.#ports
    const log = followRoom(
      connection,
      this.roomId,
      { epoch, last },
      {
        onEntry: (entry, live) => this.#append(entry, live),
        onReload: () => void this.open(),
      },
    )
    const onBody = (body: unknown) => {
      if (Value.Check(RoomSignal, body)) this.people.signal(body)
    }
    this.#watches = [log, connection.watch(inRoom(TOPIC.live, this.roomId), { onBody })]
  }

  #stop(): void {
    for (const watch of this.#watches) watch.stop()
    this.#watches = []
  }

  #append(entry: Entry, live: boolean): void {
    this.prepended = false
    this.entries = [...this.entries, entry]
    this.people.take(entry)
    this.#settle(entry)
    if (live && this.#isFromOthers(entry)) this.spoken = entry
    if (entry.type !== 'TALK' && entry.senderId === this.#ports.me.userId)
      this.#setJoined(entry.type === 'ENTER')
  }

  #prepend(entries: Entry[], more: boolean): void {
    this.prepended = true
    this.entries = [...entries, ...this.entries]
    this.more = more
  }

  /** What the log has brought needs no outbox any more. */
  #settle(entry: Entry): void {
    if (entry.senderId === this.#ports.me.userId) this.#ports.outbox.remove(entry.nonce as Nonce)
  }

  /** The log goes before the room's own word, which may be older than the page; null where the page does not tell. */
  #joinedAfter(entries: Entry[]): boolean | null {
    const mine = (entry: Entry) => entry.type !== 'TALK' && entry.senderId === this.#ports.me.userId
    const last = entries.findLast(mine)
    return last === undefined ? null : last.type === 'ENTER'
  }

  #setJoined(joined: boolean): void {
    if (this.joined === joined) return
    this.joined = joined
    this.#ports.onJoined(this.roomId, joined)
    if (joined && this.seen > 0) this.#tellSeen()
  }

  #tellSeen(): void {
    const newest = this.entries.at(-1)
    if (newest !== undefined) this.#ports.onSeen(this.roomId, { seq: newest.seq, epoch: newest.epoch })
  }

  /** Without an answer the list stays as it is; the next connection asks again. */
  async #loadPeople(): Promise<void> {
    const members = await this.#ports.rest.members(this.roomId).catch(() => null)
    if (members !== null && !this.#closed) this.people.become(members)
  }

  #isFromOthers({ type, senderId }: Entry): boolean {
    return type === 'TALK' && senderId !== this.#ports.me.userId
  }
}
