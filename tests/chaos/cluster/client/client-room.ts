// One room as a client has it: it is followed, entered and left, and read anew where that is needed, over all of the client's lines.
import { TOPIC, inRoom } from '../../../../protocol/destinations.ts'
import type { Entry, RoomMessage } from '../../../../protocol/entry.ts'
import type { RoomId } from '../../../../protocol/ids.ts'
import type { LogEvent, Step } from '../log-line.ts'
import { FollowedRoom } from './followed-room.ts'
import type { Line } from './line.ts'
import type { Persist } from './persist.ts'
import { Stay } from './stay.ts'

export interface ClientRoomParts {
  roomId: RoomId
  write: (event: LogEvent) => void
  persist: Persist
  /** Rejects only when the client is closed. */
  readHistory: (roomId: RoomId) => Promise<Entry[]>
}

export class ClientRoom {
  readonly roomId: RoomId
  readonly #parts: ClientRoomParts
  readonly #followed: FollowedRoom
  readonly #stay: Stay
  #reloading = false

  constructor(parts: ClientRoomParts) {
    const { roomId, write, persist } = parts
    this.roomId = roomId
    this.#parts = parts
    this.#followed = new FollowedRoom(roomId, write)
    this.#stay = new Stay(roomId, write, persist)
  }

  get isIn(): boolean {
    return this.#stay.isIn
  }

  /** What it still waits for; null where that is nothing. */
  get waitsFor(): string | null {
    if (!this.#stay.settled) return `to be in or out of ${this.roomId}`
    if (!this.#followed.live) return `CAUGHT_UP in ${this.roomId}`
    return this.#followed.stale || this.#reloading ? `the history of ${this.roomId}` : null
  }

  /** Takes up on a new line. Rejects with LineLost. */
  async resume(line: Line): Promise<void> {
    const { persist, roomId } = this.#parts
    await persist(async () => {
      line.requireAlive()
      return line.subscribe(inRoom(TOPIC.room, roomId), this.#followed.begin(), (body) => this.#take(body))
    })
    await this.#stay.resume(line)
  }

  /** Wants to be in or out; asks for it where there is a line. */
  move(step: Step, line: Line | null): void {
    if (this.#stay.want(step) && line !== null) this.enter(line).catch(() => {})
  }

  /** Asks for what is wanted. Rejects with LineLost. */
  enter(line: Line): Promise<void> {
    return this.#stay.ask(line)
  }

  /** Resolves when the message with this nonce has come by the subscription. */
  untilHeard(nonce: string): Promise<void> {
    return this.#followed.untilHeard(nonce)
  }

  #take(body: string): void {
    this.#followed.take(JSON.parse(body) as RoomMessage)
    if (this.#followed.stale && !this.#reloading) this.#reload().catch(() => {})
  }

  async #reload(): Promise<void> {
    this.#reloading = true
    while (this.#followed.stale) {
      this.#followed.beginReload()
      this.#followed.endReload(await this.#parts.readHistory(this.roomId))
    }
    this.#reloading = false
  }
}
