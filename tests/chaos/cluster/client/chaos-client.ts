// A client as DESIGN.md §6 asks for: it keeps what it has said until the receipt, comes back on another node when its line is
// lost, reads on where it ended, and reads a room anew where the log says that something is missing. It writes down all of it.
import type { Entry } from '../../../../protocol/entry.ts'
import type { RoomId, Seq } from '../../../../protocol/ids.ts'
import type { Random } from '../../../support/random.ts'
import type { LogEvent } from '../log-line.ts'
import { ClientRoom } from './client-room.ts'
import { Comings } from './comings.ts'
import { seen } from './followed-room.ts'
import { historyOf } from './history.ts'
import type { Identity } from './identity.ts'
import type { Line, Refused } from './line.ts'
import type { NodeAddress } from './node-address.ts'
import { persisting } from './persist.ts'
import { Unsent } from './unsent.ts'

/** Milliseconds, at least, until what was refused is tried again. */
const AGAIN = 150

export interface ChaosClientParts {
  name: string
  identity: Identity
  nodes: readonly NodeAddress[]
  rooms: readonly RoomId[]
  random: Random
  /** Once in so many connections its tokens are refreshed, however long they are good for; null: only when they have to be. */
  refresh: number | null
  write: (event: LogEvent) => void
}

export class ChaosClient {
  readonly name: string
  readonly #parts: ChaosClientParts
  readonly #comings: Comings
  readonly #unsent: Unsent
  readonly #rooms: ReadonlyMap<RoomId, ClientRoom>
  #said = 0

  constructor(parts: ChaosClientParts) {
    const { name, rooms, write } = parts
    this.name = name
    this.#parts = parts
    const persist = persisting(write, (atLeast) => this.#comings.pause(Math.max(AGAIN, atLeast)))
    const readHistory = (roomId: RoomId) => this.#historyOf(roomId)
    this.#comings = new Comings({ ...parts, resume: (line) => this.#resume(line) })
    this.#unsent = new Unsent(write, persist, (line, roomId) => this.#room(roomId).enter(line))
    this.#rooms = new Map(
      rooms.map((roomId) => [roomId, new ClientRoom({ roomId, write, persist, readHistory })]),
    )
    write({ event: 'person', user: parts.identity.userId })
  }

  get rooms(): readonly RoomId[] {
    return this.#parts.rooms
  }

  /** How many messages wait for their receipts. */
  get unsent(): number {
    return this.#unsent.size
  }

  /** What it still waits for; null where that is nothing. */
  get waitsFor(): string | null {
    if (this.#comings.line === null) return 'a node'
    if (this.#unsent.size > 0) return `${this.#unsent.size} receipts`
    return [...this.#rooms.values()].map(({ waitsFor }) => waitsFor).find((what) => what !== null) ?? null
  }

  /** Connects, and comes back whenever the line is lost, until `close`. */
  start(): void {
    this.#comings.start((error) =>
      this.#parts.write({ event: 'gave-up', waitedFor: `nothing any more: ${String(error)}` }),
    )
  }

  /** Resolves when the line is closed. */
  close(): Promise<void> {
    return this.#comings.close()
  }

  isIn(roomId: RoomId): boolean {
    return this.#room(roomId).isIn
  }

  /** Says something in a room that it is in; answers the nonce. */
  say(roomId: RoomId): string {
    this.#said += 1
    const nonce = `${this.name}-${this.#said}`
    this.#unsent.add(roomId, nonce, `${this.name}의 말 ${this.#said}`)
    const { line } = this.#comings
    if (line !== null) this.#unsent.sendOne(line, nonce)
    return nonce
  }

  /** Wants to be out. Not while something that was said there waits for its receipt: it would be refused. */
  goOut(roomId: RoomId): void {
    if (!this.#unsent.has(roomId)) this.#room(roomId).move('LEAVE', this.#comings.line)
  }

  comeIn(roomId: RoomId): void {
    this.#room(roomId).move('ENTER', this.#comings.line)
  }

  /** Leaves its node, with or without a word, and comes back by another. */
  hop(politely: boolean): void {
    if (politely) void this.#comings.line?.leave()
    else this.#comings.line?.drop('hopped')
  }

  /** Leaves its node without a word, and comes back after so many milliseconds. `isLong`: the host may put it out meanwhile. */
  stayAway(milliseconds: number, isLong: boolean): void {
    if (isLong) this.#parts.write({ event: 'stays-away' })
    this.#comings.stayAway(milliseconds)
  }

  /** Ends that, where it is so. */
  comeBack(): void {
    this.#comings.stayAway(0)
  }

  /** Resolves when the message with this nonce has come by the room's subscription. */
  untilHeard(roomId: RoomId, nonce: string): Promise<void> {
    return this.#room(roomId).untilHeard(nonce)
  }

  /** Writes down a room's history up to the message with this nonce; all of it, where that is not there. */
  async audit(roomId: RoomId, nonce: string): Promise<void> {
    const { write } = this.#parts
    const history = await this.#historyOf(roomId)
    const last = history.find((entry) => entry.nonce === nonce) ?? history.at(-1)
    const to = last?.seq ?? (0 as Seq)
    write({ event: 'audit', room: roomId, to })
    for (const entry of history) if (entry.seq <= to) write(seen(roomId, entry, 'history'))
    write({ event: 'audited', room: roomId })
  }

  async #resume(line: Line): Promise<void> {
    line.onStrayRefusal = (refused) => this.#note(line, refused)
    await Promise.all([...this.#rooms.values()].map((room) => this.#resumeRoom(line, room)))
  }

  async #resumeRoom(line: Line, room: ClientRoom): Promise<void> {
    await room.resume(line)
    this.#unsent.sendAll(line, room.roomId)
  }

  /** What was refused and not asked for is a subscription that has ended. */
  #note(line: Line, { code, destination, nonce }: Refused): void {
    this.#parts.write({ event: 'refused', code, destination, nonce })
    if (code !== 'TOKEN_EXPIRING') line.drop(`a subscription has ended: ${code}`)
  }

  #historyOf(roomId: RoomId): Promise<Entry[]> {
    const { token } = this.#parts.identity
    return this.#comings.anyNode(({ http }) => historyOf({ http, token, roomId }))
  }

  #room(roomId: RoomId): ClientRoom {
    const room = this.#rooms.get(roomId)
    if (room === undefined) throw new RangeError(`${this.name} has nothing to do with ${roomId}.`)
    return room
  }
}
