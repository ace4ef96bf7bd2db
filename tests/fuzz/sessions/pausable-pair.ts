// A connection in memory that holds back what the client says while the server has stopped its flow, as a network does.
import { SocketPair } from '../../support/socket-pair.ts'

export class PausablePair extends SocketPair {
  #waiting: (() => void)[] = []

  override send(bytes: Buffer): void {
    this.#deliver(() => super.send(bytes))
  }

  override endInput(): void {
    this.#deliver(() => super.endInput())
  }

  override resume(): void {
    super.resume()
    queueMicrotask(() => this.#goOn())
  }

  #deliver(arrive: () => void): void {
    this.#waiting.push(arrive)
    this.#goOn()
  }

  #goOn(): void {
    while (!this.paused && this.#waiting.length > 0) this.#waiting.shift()?.()
  }
}
