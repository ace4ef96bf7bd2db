// What a room's subscribers are sent, as encoded MESSAGEs: the entries of its log, and the markers between them.
import type { CaughtUp, Entry, Gap } from '../../protocol/entry.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { encodeTail } from './message.ts'
import type { MessageTail } from './subscriber.ts'

/** How a room's entries look on one destination. */
export interface RoomView {
  destination: string
  render(entry: Entry): string
}

export class RoomMessages {
  readonly #roomId: RoomId
  readonly #view: RoomView

  constructor(roomId: RoomId, view: RoomView) {
    this.#roomId = roomId
    this.#view = view
  }

  entry(entry: Entry): MessageTail {
    return encodeTail({
      destination: this.#view.destination,
      messageId: `${entry.epoch}/${entry.seq}`,
      headers: `seq:${entry.seq}\nepoch:${entry.epoch}\n`,
      body: this.#view.render(entry),
    })
  }

  marker(marker: CaughtUp | Gap): MessageTail {
    return encodeTail({
      destination: this.#view.destination,
      messageId: `${this.#roomId}/${marker.type}/${'to' in marker ? marker.to : marker.seq}`,
      body: JSON.stringify(marker),
    })
  }
}
