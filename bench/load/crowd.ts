// The subscribers of all rooms: opened some at a time, told apart by their place. Place after place, they are dealt out over
// the rooms, and those of each room over the nodes.
import { inRoom, type Audience, type Target } from '../plan.ts'
import { MarkReader } from './marks.ts'
import { Peer } from './peer.ts'

const OPENING_AT_ONCE = 32

/** A message with this number has come to the subscriber at this place, at this `performance.now()`. */
type OnDelivery = (subscriber: number, message: number, now: number) => void

export class Crowd {
  /** Who hears of each delivery now. */
  onDelivery: OnDelivery = () => {}
  /** How many rooms there are: the subscriber at a place is in the room with that number, modulo this. */
  readonly rooms: number
  readonly #peers: Peer[] = []

  private constructor(rooms: number) {
    this.rooms = rooms
  }

  /** Resolves when all are subscribed. */
  static async open(target: Target, { subscribersPerRoom, ownIds }: Audience): Promise<Crowd> {
    const crowd = new Crowd(target.rooms.length)
    const size = crowd.rooms * subscribersPerRoom
    for (let place = 0; place < size; place += OPENING_AT_ONCE) {
      const some = Math.min(OPENING_AT_ONCE, size - place)
      await Promise.all(
        Array.from({ length: some }, (_, index) => crowd.#join(target, place + index, ownIds)),
      )
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

  async #join(target: Target, place: number, ownIds: boolean): Promise<void> {
    const peer = await Peer.open(target, Math.floor(place / this.rooms))
    this.#peers[place] = peer
    const room = target.rooms[place % this.rooms] ?? ''
    await peer.subscribe(ownIds ? `sub-${place}` : 'sub-0', inRoom(target.subscribeTo, room))
    const marks = new MarkReader((message) => this.onDelivery(place, message, peer.heardAt))
    peer.onMessage = (bytes, start, end) => marks.read(bytes, start, end)
  }
}
