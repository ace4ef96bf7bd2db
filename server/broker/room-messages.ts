// What a room's subscribers are sent, as encoded MESSAGEs: the entries of its log, and the markers between them.
import type { Entry } from '../../protocol/entry.ts'
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { LogGap } from '../store/room-log.ts'
import { encodeTail } from './message.ts'
import type { MessageTail } from './subscriber.ts'

/** How a room's entries look on one destination. */
export interface RoomView {
  destination: string
  /** Tells views of one destination apart; null for the host's own. */
  form: string | null
  /** JSON. Null: the entry is not told there. */
  render(entry: Entry): string | null
}

export class RoomMessages {
  readonly #roomId: RoomId
  readonly #view: RoomView

  constructor(roomId: RoomId, view: RoomView) {
    this.#roomId = roomId
    this.#view = view
  }

  /** Null where the entry is not told. */
  entry(entry: Entry): MessageTail | null {
    const body = this.#view.render(entry)
    if (body === null) return null
    return encodeTail({
      destination: this.#view.destination,
      messageId: `${entry.epoch}/${entry.seq}`,
      headers: `seq:${entry.seq}\nepoch:${entry.epoch}\n`,
      body,
    })
  }

  caughtUp(seq: Seq): MessageTail {
    return encodeTail({
      destination: this.#view.destination,
      messageId: `${this.#roomId}/CAUGHT_UP/${seq}`,
      body: JSON.stringify({ type: 'CAUGHT_UP', seq }),
    })
  }

  /** It says of which epoch what follows is. Null where markers are not told: other systems have no words for them. */
  gap({ epoch, from, to }: LogGap): MessageTail | null {
    if (this.#view.form !== null) return null
    return encodeTail({
      destination: this.#view.destination,
      messageId: `${epoch}/GAP/${to}`,
      headers: `epoch:${epoch}\n`,
      body: JSON.stringify({ type: 'GAP', from, to }),
    })
  }
}
