// The subscribers of a room: opened some at a time, told apart by their place.
import type { Target } from '../plan.ts'
import { MarkReader } from './marks.ts'
import { Peer } from './peer.ts'

const OPENING_AT_ONCE = 32

/** A message with this number has come to the subscriber at this place, at this `performance.now()`. */
type OnDelivery = (subscriber: number, message: number, now: number) => void

export class Crowd {
  /** Who hears of each delivery now. */
  onDelivery: OnDelivery = () => {}
  readonly #peers: Peer[] = []

  /** Resolves when all are subscribed. */
  static async open(target: Target, size: number): Promise<Crowd> {
    const crowd = new Crowd()
    while (crowd.size < size) {
      const some = Math.min(OPENING_AT_ONCE, size - crowd.size)
      await Promise.all(Array.from({ length: some }, () => crowd.#join(target)))
    }
    return crowd
  }

  get size(): number {
    return this.#peers.length
  }

  /** Throws where the server has cut somebody off. */
  check(): void {
    const gone = this.#peers.filter((peer) => peer.closed).length
    if (gone > 0) throw new Error(`The server closed ${gone} of ${this.size} connections.`)
  }

  close(): void {
    for (const peer of this.#peers) peer.close()
  }

  async #join(target: Target): Promise<void> {
    const peer = await Peer.open(target)
    await peer.ask('SUBSCRIBE', { id: 'sub-0', destination: target.subscribeTo })
    const place = this.#peers.push(peer) - 1
    const marks = new MarkReader((message) => this.onDelivery(place, message, peer.heardAt))
    peer.onMessage = (bytes, start, end) => marks.read(bytes, start, end)
  }
}
