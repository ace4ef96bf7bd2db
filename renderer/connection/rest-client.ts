// The REST calls of somebody who has signed in, typed by the contract.
import type { Static, TSchema } from 'typebox'
import type { RoomId } from '../../protocol/ids.ts'
import {
  HistoryPage,
  MemberList,
  Room,
  RoomDetail,
  RoomList,
  type HistoryQuery,
  type Member,
} from '../../protocol/rest.ts'
import { request, type RequestOptions } from './request.ts'
import { endsSignIn, type Credentials } from './sign-in.ts'

/** Every call rejects with a RequestFailure. */
export class RestClient {
  readonly #origin: string
  readonly #credentials: Credentials

  constructor(origin: string, credentials: Credentials) {
    this.#origin = origin
    this.#credentials = credentials
  }

  /** All rooms, oldest first. */
  async rooms(): Promise<Room[]> {
    return (await this.#call(RoomList, '/rooms')).rooms
  }

  createRoom(name: string): Promise<Room> {
    return this.#call(Room, '/rooms', { name })
  }

  room(roomId: RoomId): Promise<RoomDetail> {
    return this.#call(RoomDetail, `/rooms/${roomId}`)
  }

  async members(roomId: RoomId): Promise<Member[]> {
    return (await this.#call(MemberList, `/rooms/${roomId}/members`)).members
  }

  /** A page of the log, ascending; the newest one for an empty query. */
  messages(roomId: RoomId, query: HistoryQuery = {}): Promise<HistoryPage> {
    const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
    return this.#call(HistoryPage, `/rooms/${roomId}/messages?${text}`)
  }

  /** A token that the host no longer takes is renewed once: this computer's clock may differ from the host's. */
  async #call<S extends TSchema>(shape: S, path: string, body?: unknown): Promise<Static<S>> {
    try {
      return await this.#once(shape, path, body)
    } catch (error) {
      if (!endsSignIn(error)) throw error
      await this.#credentials.renew()
      return this.#once(shape, path, body)
    }
  }

  async #once<S extends TSchema>(shape: S, path: string, body: unknown): Promise<Static<S>> {
    const token = await this.#credentials.token()
    const options: RequestOptions = body === undefined ? { token } : { token, body }
    return request(shape, `${this.#origin}/api${path}`, options)
  }
}
