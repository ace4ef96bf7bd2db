// The REST side of a host: signing in, and finding a room.
import { randomUUID } from 'node:crypto'
import { Refused } from './refused.mjs'

/** How long an answer may take, in milliseconds. */
const PATIENCE = 20_000

export class Host {
  #address
  #signedIn = null
  /** By it the host knows a refresh that is asked for again, as its answer was lost. */
  #nonce = randomUUID()

  /** Such as `http://127.0.0.1:7420`. */
  constructor(address) {
    this.#address = address
  }

  /** Where STOMP is spoken. */
  get stompUrl() {
    return new URL('/ws', this.#address.replace(/^http/, 'ws'))
  }

  get authorization() {
    return `Bearer ${this.#signedIn.token}`
  }

  /** A token lives for minutes, and a connection as long as its token: each needs a new one. It is of the same person, again and again. */
  async signIn(nickname, password) {
    const refreshToken = this.#signedIn?.refreshToken
    this.#signedIn = await (refreshToken === undefined
      ? this.#rest('POST', 'auth/guest', { nickname, password })
      : this.#rest('POST', 'auth/refresh', { refreshToken, nonce: this.#nonce, password }))
  }

  /** The room of this name, made where there is none, and where its log ends: `{ roomId, seq, epoch }`. */
  async findRoom(name) {
    const { rooms } = await this.#rest('GET', 'rooms')
    const { roomId } =
      rooms.find((room) => room.name === name) ?? (await this.#rest('POST', 'rooms', { name }))
    return this.#rest('GET', `rooms/${roomId}`)
  }

  async #rest(method, path, body) {
    const headers = { 'Content-Type': 'application/json' }
    if (this.#signedIn !== null) headers.Authorization = this.authorization
    const request = { method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE) }
    const response = await fetch(new URL(`/api/${path}`, this.#address), request)
    const answer = await response.json()
    if (response.ok) return answer
    throw new Refused({ ...answer, retryAfter: Number(response.headers.get('Retry-After')) * 1_000 })
  }
}
