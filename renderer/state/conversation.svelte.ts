// One room that is open: its entries from the newest page on, kept current, who is in it, and what one says and reads there.
import { APP, inRoom } from '../../protocol/destinations.ts'
import type { Entry } from '../../protocol/entry.ts'
import type { Nonce, RoomId, Seq } from '../../protocol/ids.ts'
import type { HistoryPage, Room, RoomDetail, User } from '../../protocol/rest.ts'
import type { RoomSignal } from '../../protocol/signals.ts'
import type { ChatConnection } from '../connection/chat-connection.ts'
import type { Outbox } from '../connection/outbox.ts'
import type { RestClient } from '../connection/rest-client.ts'
import { Amending } from './amending.svelte.ts'
import type { Arrived } from './entry-batch.ts'
import { codeOf } from './failure.ts'
import { isFromOthers, withRead, type Waiting } from './left-off.ts'
import { LogStretch, type AskPage } from './log-stretch.svelte.ts'
import { joinedAfter, wentAway } from './membership.ts'
import { isNotice } from './notice-folding.ts'
import { findOpening, type Opening } from './opening.ts'
import { People } from './people.svelte.ts'
import { ReadReports } from './read-reports.ts'
import { Reading } from './reading.svelte.ts'
import { RoomFollower } from './room-follower.ts'
import { Unseen } from './unseen.svelte.ts'
import { WritingReports } from './writing-reports.ts'

export interface ConversationPorts {
  rest: RestClient
  connection: Pick<ChatConnection, 'watch' | 'send'>
  outbox: Pick<Outbox, 'add' | 'remove' | 'forgetKept'>
  me: User
  later(callback: () => void, milliseconds: number): () => void
  /** Calls back within about a frame. */
  soon(callback: () => void): () => void
  /** Something that was asked for did not work. */
  onFault(code: string): void
  /** What a member has not read, as the host counts it where the log stands at `since` or later. Rejects with a RequestFailure. */
  waiting(since: Seq): Promise<Waiting | null>
  /** They have read up to there. */
  onRead(seq: Seq): void
}

/** So many entries stay above somebody who reads the newest; they are cut back to that when there are so many more. */
const KEPT_ABOVE = 1_000
const CUT_AFTER = 200

/** More than come at once: what is dropped has been said. */
const SPOKEN_KEPT = 10

export class Conversation {
  readonly roomId: RoomId
  readonly people: People
  readonly amending: Amending
  /** The entries from some earlier one to the newest. */
  readonly newest: LogStretch
  readonly reading: Reading
  readonly unseen: Unseen
  phase = $state<'loading' | 'ready' | 'failed'>('loading')
  /** Why it is `failed`. */
  fault = $state('')
  room = $state.raw<RoomDetail | null>(null)
  joined = $state(false)
  /** Why the host tells nothing of the room any more; empty while it does. */
  lost = $state('')
  /** An enter or leave is on its way. */
  moving = $state(false)
  /** The latest messages that came while one was looking, the newest last: what a screen reader says. */
  spoken = $state.raw<readonly Entry[]>([])
  readonly #ports: ConversationPorts
  readonly #page: AskPage
  readonly #follower: RoomFollower
  readonly #reports: ReadReports
  readonly #writing: WritingReports
  #opening: Promise<void> | null = null
  #closed = false

  constructor(roomId: RoomId, ports: ConversationPorts) {
    this.roomId = roomId
    this.#ports = ports
    const later: ConversationPorts['later'] = (callback, after) => ports.later(callback, after)
    const send = (what: 'read' | 'typing', body: object) =>
      this.joined && ports.connection.send(inRoom(APP[what], roomId), body)
    this.people = new People(ports.me.userId, later)
    this.#reports = new ReadReports({
      later,
      send(seq) {
        ports.onRead(seq)
        return send('read', { seq })
      },
    })
    this.#writing = new WritingReports(() => send('typing', {}))
    this.amending = new Amending(roomId, ports)
    this.#page = (query) => ports.rest.messages(roomId, query)
    this.newest = new LogStretch(this.#page)
    this.reading = new Reading({ page: this.#page, newest: this.newest, later })
    this.unseen = new Unseen(ports.me.userId, this.newest)
    this.#follower = new RoomFollower(roomId, {
      connection: ports.connection,
      soon: (callback) => ports.soon(callback),
      onBatch: (batch) => this.#append(batch),
      onSignal: (signal) => this.#signal(signal),
      onReload: () => void this.open(),
    })
  }

  /** Reads the newest page and what was not read before it, and follows the log; what is shown stays until all is here. */
  open(): Promise<void> {
    this.#opening ??= this.#read().finally(() => {
      this.#opening = null
    })
    return this.#opening
  }

  close(): void {
    this.#closed = true
    this.#follower.stop()
    this.#reports.close()
    this.people.close()
  }

  /** The connection is gone, and with it the receipts that were on their way. */
  disconnected(): void {
    this.moving = false
  }

  /** There is a new connection. The subscriptions are there again by themselves. */
  reconnected(): void {
    this.moving = false
    this.#follower.reconnected()
    this.#reports.again()
  }

  /** Asks for what the subscriptions could not tell until now. What was being read on the way to the old connection may yet fail. */
  async catchUp(): Promise<void> {
    await this.#opening
    if (this.#closed) return
    await (this.phase === 'failed' ? this.open() : Promise.all([this.#loadRoom(), this.#loadPeople()]))
  }

  /** The newest entry is on the screen: what is far above it need not stay. */
  see(): void {
    if (!this.unseen.seeNewest()) return
    if (this.newest.entries.length > KEPT_ABOVE + CUT_AFTER) this.newest.cutTo(KEPT_ABOVE)
    this.#tellSeen()
  }

  /** The entries from `first` to `last` of what is shown are on the screen. */
  seePart(part: { first: Seq; last: Seq }): void {
    if (this.unseen.see(part, this.reading.stretch)) this.#tellSeen()
  }

  /** Becomes a member, or ends that; false where there is no connection. A refusal is told by the session. */
  move(way: 'enter' | 'leave'): boolean {
    this.moving = this.#ports.connection.send(inRoom(APP[way], this.roomId), {}, () => {
      this.moving = false
      this.#setJoined(way === 'enter')
    })
    return this.moving
  }

  /** The room cannot be read any more: what is here is all that there will be. */
  lose(code: string): void {
    this.#follower.stop()
    this.lost = code
    this.moving = false
  }

  /** The host refused to let one enter or leave. */
  moveRefused(): void {
    this.moving = false
  }

  /** The host did not take how far one has read. */
  readRefused(code: string, retryAfter?: number): void {
    this.#reports.refused(code, retryAfter)
  }

  say(message: string): void {
    this.#writing.said()
    if (this.reading.detached) this.reading.toNewest()
    this.#ports.outbox.add(this.roomId, message)
  }

  /** Tells the others, now and then, that one is writing. */
  writes(now: number): void {
    if (this.joined) this.#writing.writes(now)
  }

  async #read(): Promise<void> {
    if (this.phase !== 'ready') this.phase = 'loading'
    const { rest } = this.#ports
    const arriveUnlessElsewhere = this.reading.departure()
    try {
      const [room, page] = await Promise.all([rest.room(this.roomId), rest.messages(this.roomId)])
      // The log goes before the room's own word, which may be older than the page.
      const joined = joinedAfter(page.entries, this.#ports.me.userId) ?? room.joined
      const opening = await this.#findOpening(page, joined)
      if (this.#closed) return
      this.#show({ ...room, joined }, page, opening)
      arriveUnlessElsewhere(opening)
      this.phase = 'ready'
    } catch (error) {
      this.fault = codeOf(error)
      this.phase = 'failed'
    }
  }

  async #findOpening(page: HistoryPage, joined: boolean): Promise<Opening> {
    const waiting = joined ? await this.#ports.waiting(page.entries[0]?.seq ?? (0 as Seq)) : null
    const known = waiting === null ? null : this.#withSeen(waiting, page)
    return findOpening(this.#page, page, known, this.#ports.me.userId)
  }

  /** What has been on this screen counts, unless it was in another epoch of the log. */
  #withSeen(waiting: Waiting, { entries }: HistoryPage): Waiting {
    const isSameLog = this.newest.entries.at(-1)?.epoch === entries.at(-1)?.epoch
    return isSameLog ? withRead(waiting, this.unseen.seen) : waiting
  }

  #show(room: RoomDetail, page: HistoryPage, opening: Opening): void {
    const { entries } = page
    this.#ports.outbox.forgetKept(this.roomId)
    this.room = room
    this.newest.show(page)
    for (const entry of entries) this.#settle(entry)
    this.#setJoined(room.joined)
    this.unseen.begin(opening)
    this.#comeBack(entries)
    const { epoch, seq } = entries.at(-1) ?? { epoch: room.epoch, seq: 0 as Seq }
    this.#follower.follow({ epoch, last: seq })
    void this.#loadPeople()
  }

  #signal(signal: RoomSignal): void {
    if (signal.type === 'ROOM') this.#become(signal.room)
    else this.people.signal(signal)
  }

  #become(room: Room): void {
    if (this.room !== null) this.room = { ...this.room, ...room }
  }

  #append(batch: Arrived[]): void {
    const entries = batch.map(({ entry }) => entry)
    this.unseen.take(
      entries,
      batch.every(({ live }) => live),
    )
    this.newest.append(entries)
    for (const { entry } of batch) this.#takeUp(entry)
    this.#speak(batch.filter(({ entry, live }) => live && isFromOthers(entry, this.#ports.me.userId)))
  }

  #speak(batch: Arrived[]): void {
    if (batch.length > 0)
      this.spoken = [...this.spoken, ...batch.map(({ entry }) => entry)].slice(-SPOKEN_KEPT)
  }

  #takeUp(entry: Entry): void {
    this.people.take(entry)
    this.reading.take(entry)
    this.#settle(entry)
    if (!isNotice(entry) || entry.senderId !== this.#ports.me.userId) return
    this.moving = false
    this.#setJoined(entry.type === 'ENTER')
    this.#comeBack([entry])
  }

  /** Whoever was only away is in the room again when they look at it. */
  #comeBack(entries: readonly Entry[]): void {
    if (wentAway(entries, this.#ports.me.userId)) this.move('enter')
  }

  /** What the log has brought needs no outbox any more. */
  #settle(entry: Entry): void {
    if (entry.senderId === this.#ports.me.userId) this.#ports.outbox.remove(entry.nonce as Nonce)
  }

  #setJoined(joined: boolean): void {
    if (this.joined === joined) return
    this.joined = joined
    if (joined && this.unseen.seen > 0) this.#tellSeen()
  }

  #tellSeen(): void {
    if (this.joined) this.#reports.read(this.unseen.seen)
  }

  /** What may have changed while there was no connection. */
  async #loadRoom(): Promise<void> {
    const room = await this.#ports.rest.room(this.roomId).catch(() => null)
    if (room !== null && !this.#closed) this.#become(room)
  }

  /** Without an answer the list stays as it is; the next connection asks again. */
  async #loadPeople(): Promise<void> {
    this.people.ask()
    const members = await this.#ports.rest.members(this.roomId).catch(() => null)
    if (members !== null && !this.#closed) this.people.become(members)
  }
}
