// A room to send messages through: what is said in it comes back on its topic.
import { randomUUID } from 'node:crypto'
import { APP, TOPIC, inRoom } from '../../../protocol/destinations.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import { frameText } from '../../support/frame-text.ts'
import type { RestPerson } from '../../support/rest-calls.ts'
import type { Person } from '../people.ts'
import type { Said } from './server-stream.ts'

export class Room {
  readonly topic: string
  readonly talk: string
  readonly #roomId: RoomId
  readonly #person: RestPerson

  private constructor(roomId: RoomId, person: RestPerson) {
    this.topic = inRoom(TOPIC.room, roomId)
    this.talk = inRoom(APP.talk, roomId)
    this.#roomId = roomId
    this.#person = person
  }

  /** A new room that this person has entered. */
  static async open({ rest, stomp }: Person): Promise<Room> {
    const { roomId } = await rest.createRoom('시험장')
    await stomp.enter(roomId)
    return new Room(roomId, rest)
  }

  /** The SEND that says this. */
  saying(message: string, headers: Record<string, string> = {}): string {
    return frameText('SEND', { destination: this.talk, ...headers }, bodyOf(message))
  }

  /** All that has been said and kept, in order. */
  async said(): Promise<string[]> {
    const entries = await this.#person.history(this.#roomId)
    return entries.filter(({ type }) => type === 'TALK').map(({ message }) => message)
  }
}

/** The body of a SEND that says this. */
export function bodyOf(message: string): string {
  return JSON.stringify({ message, nonce: randomUUID() })
}

/** What was said, as a MESSAGE tells it. */
export function wordsOf({ body }: Said): string {
  return (JSON.parse(body.toString()) as { message: string }).message
}
