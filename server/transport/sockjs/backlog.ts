// What a SockJS client has not got yet: frames that wait until it asks, and answers on their way to it.
import type { ServerResponse } from 'node:http'

export class Backlog {
  readonly #onProgress: () => void
  readonly #answers = new Set<ServerResponse>()
  /** The answer that frames go into; null before the first request. */
  #current: ServerResponse | null = null
  #waiting: Buffer[] = []
  #waitingBytes = 0

  /** `onProgress` is called when bytes may have left. */
  constructor(onProgress: () => void) {
    this.#onProgress = onProgress
  }

  /** Whether an answer is being written, so that nothing has to wait. */
  get listening(): boolean {
    return this.#current !== null && !this.#current.writableEnded
  }

  /** Whether frames wait until the client asks. */
  get waits(): boolean {
    return this.#waiting.length > 0
  }

  /** Bytes that wait or that the client's side of the network has not taken. */
  get bytes(): number {
    let sum = this.#waitingBytes
    for (const answer of this.#answers) sum += answer.writableLength
    return sum
  }

  /** Whether nothing waits and no answer is under way. */
  get empty(): boolean {
    return !this.waits && this.#answers.size === 0
  }

  /** Has a frame wait. It is not copied: many may wait for the same bytes. */
  keep(frame: Buffer): void {
    this.#waiting.push(frame)
    this.#waitingBytes += frame.length
  }

  /** The frames that waited, in their order. They wait no more. */
  take(): Buffer[] {
    const waiting = this.#waiting
    this.#waiting = []
    this.#waitingBytes = 0
    return waiting
  }

  /** Watches an answer on its way. It is the one that is written into, unless another is already. */
  watch(response: ServerResponse): void {
    if (!this.listening) this.#current = response
    this.#answers.add(response)
    response.on('drain', this.#onProgress)
    response.once('close', () => {
      this.#answers.delete(response)
      this.#onProgress()
    })
  }

  /** Cuts the connections of the answers that are under way, and forgets what waits. */
  drop(): void {
    this.take()
    for (const answer of this.#answers) answer.destroy()
  }
}
