// What a client has said and has no receipt for: it is sent on every line until it has one, always with the same nonce.
import { APP, inRoom } from '../../../../protocol/destinations.ts'
import type { RoomId } from '../../../../protocol/ids.ts'
import type { LogEvent } from '../log-line.ts'
import type { Answer, Line } from './line.ts'
import type { Persist } from './persist.ts'

interface Message {
  roomId: RoomId
  nonce: string
  message: string
  tries: number
}

export class Unsent {
  readonly #write: (event: LogEvent) => void
  readonly #persist: Persist
  readonly #enter: (line: Line, roomId: RoomId) => Promise<void>
  readonly #messages = new Map<string, Message>()

  /** `enter`: for whoever is told that they are in the room no more. */
  constructor(
    write: (event: LogEvent) => void,
    persist: Persist,
    enter: (line: Line, roomId: RoomId) => Promise<void>,
  ) {
    this.#write = write
    this.#persist = persist
    this.#enter = enter
  }

  get size(): number {
    return this.#messages.size
  }

  /** Whether something of this room waits for its receipt. */
  has(room: RoomId): boolean {
    return [...this.#messages.values()].some(({ roomId }) => roomId === room)
  }

  add(roomId: RoomId, nonce: string, message: string): void {
    this.#messages.set(nonce, { roomId, nonce, message, tries: 0 })
  }

  /** Everything of a room, in its order. What has no receipt when the line is lost stays. */
  sendAll(line: Line, room: RoomId): void {
    for (const message of this.#messages.values())
      if (message.roomId === room) this.#send(line, message).catch(() => {})
  }

  /** That one message. */
  sendOne(line: Line, nonce: string): void {
    const message = this.#messages.get(nonce)
    if (message !== undefined) this.#send(line, message).catch(() => {})
  }

  async #send(line: Line, message: Message): Promise<void> {
    const refused = await this.#persist(() => this.#try(line, message))
    if (refused?.code === 'NOT_A_MEMBER') {
      await this.#enter(line, message.roomId)
      return this.#send(line, message)
    }
    // On a new line it may have been sent while the answer on this one was still to come.
    if (this.#messages.delete(message.nonce) && refused === null)
      this.#write({ event: 'kept', room: message.roomId, nonce: message.nonce })
  }

  async #try(line: Line, sent: Message): Promise<Answer> {
    line.requireAlive()
    const { roomId: room, nonce, message } = sent
    this.#write({ event: 'sent', room, nonce, message, again: sent.tries > 0 })
    sent.tries += 1
    return line.send(inRoom(APP.talk, room), JSON.stringify({ message, nonce }))
  }
}
