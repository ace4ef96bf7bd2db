// What a SockJS client has not got yet: messages that wait until it asks, and answers on their way to it.
import type { ServerResponse } from 'node:http'

export class Backlog {
  readonly #onProgress: () => void
  readonly #answers = new Set<ServerResponse>()
  /** The answer that messages go into; null before the first request. */
  #current: ServerResponse | null = null
  #waiting = 0

  /** `onProgress` is called when bytes may have left. */
  constructor(onProgress: () => void) {
    this.#onProgress = onProgress
  }

  /** Bytes that wait or that the client's side of the network has not taken. */
  get bytes(): number {
    let sum = this.#waiting
    for (const answer of this.#answers) sum += answer.writableLength
    return sum
  }

  /** Whether nothing waits and no answer is under way. */
  get empty(): boolean {
    return this.#waiting === 0 && this.#answers.size === 0
  }

  /** Counts a message that is about to be written: it goes into the answer of the moment, or waits for one. */
  add(bytes: number): void {
    if (!this.#listening) this.#waiting += bytes
  }

  /** Watches an answer. `begin` writes all that waits into it, unless another is being written. */
  answer(response: ServerResponse, begin: () => void): void {
    const first = !this.#listening
    this.#answers.add(response)
    response.on('drain', this.#onProgress)
    response.once('close', () => {
      this.#answers.delete(response)
      this.#onProgress()
    })
    begin()
    if (!first) return
    this.#current = response
    this.#waiting = 0
  }

  /** Cuts the connections of the answers that are under way, and forgets what waits. */
  cut(): void {
    this.#waiting = 0
    for (const answer of this.#answers) answer.destroy()
  }

  get #listening(): boolean {
    return this.#current !== null && !this.#current.writableEnded
  }
}
