// Follows an open room from where its newest page ends: its log, a few entries at a time, and what moves in it.
import { Value } from 'typebox/value'
import { inRoom, TOPIC } from '../../protocol/destinations.ts'
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../protocol/ids.ts'
import { RoomSignal } from '../../protocol/signals.ts'
import type { ChatConnection } from '../connection/chat-connection.ts'
import { followRoom } from '../connection/room-subscription.ts'
import type { Watch } from '../connection/subscription-book.ts'
import { EntryBatch, type Arrived } from './entry-batch.ts'

interface FollowerPorts {
  connection: Pick<ChatConnection, 'watch'>
  /** Calls back within about a frame. */
  soon(callback: () => void): () => void
  onBatch(batch: Arrived[]): void
  onSignal(signal: RoomSignal): void
  /** Nothing is followed any more: the newest page is to be read anew. */
  onReload(): void
}

/** Somebody who has missed more entries than this is shown a page of them instead of all. */
const MOST_REPLAYED = 500

export class RoomFollower {
  readonly #roomId: RoomId
  readonly #ports: FollowerPorts
  readonly #batch: EntryBatch
  #watches: Watch[] = []
  /** Entries that were missed, since the last one that was not. */
  #replayed = 0

  constructor(roomId: RoomId, ports: FollowerPorts) {
    this.#roomId = roomId
    this.#ports = ports
    const soon = (callback: () => void) => ports.soon(callback)
    this.#batch = new EntryBatch({ soon, onBatch: (batch) => ports.onBatch(batch) })
  }

  /** Follows what comes after `last`, instead of what was followed before. */
  follow(position: { epoch: Epoch; last: Seq }): void {
    this.stop()
    this.#replayed = 0
    const { connection } = this.#ports
    const listener = {
      onEntry: (entry: Entry, live: boolean) => this.#take({ entry, live }),
      onReload: () => this.#reload(),
    }
    const log = followRoom(connection, this.#roomId, position, listener)
    const onBody = (body: unknown) => {
      if (Value.Check(RoomSignal, body)) this.#ports.onSignal(body)
    }
    this.#watches = [log, connection.watch(inRoom(TOPIC.live, this.#roomId), { onBody })]
  }

  /** There is a new connection, which tells what was missed. */
  reconnected(): void {
    this.#replayed = 0
  }

  /** What has come is handed on. */
  stop(): void {
    for (const watch of this.#watches) watch.stop()
    this.#watches = []
    this.#batch.flush()
  }

  #take(arrived: Arrived): void {
    this.#replayed = arrived.live ? 0 : this.#replayed + 1
    this.#batch.add(arrived)
    if (this.#replayed > MOST_REPLAYED) this.#reload()
  }

  #reload(): void {
    this.stop()
    this.#ports.onReload()
  }
}
