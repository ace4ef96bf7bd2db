// One room that is open: its entries from the newest page on, kept current, and extended backwards as one scrolls up.
import { tick } from 'svelte'
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
import { EntryBatch, type Arrived } from './entry-batch.ts'
import { codeOf } from './failure.ts'
import { joinedAfter } from './membership.ts'
import { People } from './people.svelte.ts'
import type { Mark } from './read-marks.ts'

export interface ConversationPorts {
  rest: RestClient
  connection: Pick<ChatConnection, 'watch' | 'send'>
  outbox: Pick<Outbox, 'add' | 'remove' | 'forgetKept'>
  me: User
  later(callback: () => void, milliseconds: number): () => void
  /** Calls back within about a frame. */
  soon(callback: () => void): () => void
  /** Everything up to the mark has been on the screen of a member. */
  onSeen(roomId: RoomId, mark: Mark): void
  /** The person became a member, or is one no longer. */
  onJoined(roomId: RoomId, joined: boolean): void
}

/** How often others are told that one is writing, in milliseconds. */
const WRITING_PAUSE = 3_000

/** Somebody who has missed more entries than this is shown the newest page instead of all of them. */
const MOST_REPLAYED = 500

/** So many entries stay above somebody who reads the newest; they are cut back to that when there are so many more. */
const KEPT_ABOVE = 1_000
const CUT_AFTER = 200

/** More than come at once: what is dropped has been said. */
const SPOKEN_KEPT = 10

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
  /** While the page takes up a change at the beginning of the entries: older ones were put there, or cut off. */
  changedAtTop = $state(false)
  joined = $state(false)
  /** An enter or leave is on its way. */
  moving = $state(false)
  /** The newest entry that has been on the screen. */
  seen = $state(0)
  /** The latest messages that came while one was looking, the newest last: what a screen reader says. */
  spoken = $state.raw<readonly Entry[]>([])
  readonly #ports: ConversationPorts
  readonly #batch: EntryBatch
  #watches: Watch[] = []
  #opening: Promise<void> | null = null
  #closed = false
  /** Entries that were missed, since the last one that was not. */
  #replayed = 0
  #told = -Infinity

  constructor(roomId: RoomId, ports: ConversationPorts) {
    this.roomId = roomId
    this.#ports = ports
    this.people = new People(ports.me.userId, (callback, milliseconds) => ports.later(callback, milliseconds))
    const soon = (callback: () => void) => ports.soon(callback)
    this.#batch = new EntryBatch({ soon, onBatch: (batch) => this.#append(batch) })
  }

  /** Messages of others below what has been on the screen. */
  readonly newBelow = $derived.by(
    () => this.entries.filter((one) => one.seq > this.seen && this.#isFromOthers(one)).length,
  )

  /** Reads the newest page and follows the log from there; what is shown stays until it is here. */
  open(): Promise<void> {
    this.#opening ??= this.#read().finally(() => {
      this.#opening = null
    })
    return this.#opening
  }

  close(): void {
    this.#closed = true
    this.#stop()
    this.people.close()
  }

  /** The connection is gone, and with it the receipts that were on their way. */
  disconnected(): void {
    this.moving = false
  }

  /** There is a new connection. The subscriptions are there again by themselves. */
  reconnected(): void {
    this.moving = false
    this.#replayed = 0
    void this.#catchUp()
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

  /** The newest entry is on the screen: what is far above it need not stay. */
  see(): void {
    const newest = this.entries.at(-1)
    if (newest === undefined || newest.seq <= this.seen) return
    this.seen = newest.seq
    if (this.entries.length > KEPT_ABOVE + CUT_AFTER) this.#cut()
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

  /** What was being read on the way to the old connection may yet fail. */
  async #catchUp(): Promise<void> {
    await this.#opening
    if (this.#closed) return
    await (this.phase === 'failed' ? this.open() : this.#loadPeople())
  }

  async #read(): Promise<void> {
    if (this.phase !== 'ready') this.phase = 'loading'
    const { rest } = this.#ports
    try {
      const [room, page] = await Promise.all([rest.room(this.roomId), rest.messages(this.roomId)])
      if (!this.#closed) this.#show(room, page.entries, page.more)
    } catch (error) {
      this.fault = codeOf(error)
      this.phase = 'failed'
    }
  }

  #show(room: RoomDetail, entries: Entry[], more: boolean): void {
    this.#ports.outbox.forgetKept(this.roomId)
    this.#replayed = 0
    this.room = room
    this.changedAtTop = false
    this.entries = entries
    this.more = more
    this.phase = 'ready'
    for (const entry of entries) this.#settle(entry)
    // The log goes before the room's own word, which may be older than the page.
    this.#setJoined(joinedAfter(entries, this.#ports.me.userId) ?? room.joined)
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
        onEntry: (entry, live) => this.#take({ entry, live }),
        onReload: () => this.#reload(),
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
    this.#batch.flush()
  }

  #take(arrived: Arrived): void {
    this.#replayed = arrived.live ? 0 : this.#replayed + 1
    this.#batch.add(arrived)
    if (this.#replayed > MOST_REPLAYED) this.#reload()
  }

  /** Following goes on when the newest page is here. */
  #reload(): void {
    this.#stop()
    void this.open()
  }

  #append(batch: Arrived[]): void {
    this.changedAtTop = false
    this.entries = [...this.entries, ...batch.map(({ entry }) => entry)]
    for (const { entry } of batch) this.#takeUp(entry)
    this.#speak(batch.filter(({ entry, live }) => live && this.#isFromOthers(entry)))
  }

  #speak(batch: Arrived[]): void {
    if (batch.length > 0)
      this.spoken = [...this.spoken, ...batch.map(({ entry }) => entry)].slice(-SPOKEN_KEPT)
  }

  #takeUp(entry: Entry): void {
    this.people.take(entry)
    this.#settle(entry)
    if (entry.type === 'TALK' || entry.senderId !== this.#ports.me.userId) return
    this.moving = false
    this.#setJoined(entry.type === 'ENTER')
  }

  #prepend(entries: Entry[], more: boolean): void {
    this.#changeTop([...entries, ...this.entries], more)
  }

  #cut(): void {
    this.#changeTop(this.entries.slice(-KEPT_ABOVE), true)
  }

  #changeTop(entries: Entry[], more: boolean): void {
    this.changedAtTop = true
    this.entries = entries
    this.more = more
    void tick().then(() => {
      this.changedAtTop = false
    })
  }

  /** What the log has brought needs no outbox any more. */
  #settle(entry: Entry): void {
    if (entry.senderId === this.#ports.me.userId) this.#ports.outbox.remove(entry.nonce as Nonce)
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
