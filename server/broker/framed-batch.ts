// A batch of messages as bytes for subscribers who share a framing. Ids of one length stand at the same places: the frames are
// put together once for each length, and copied for every other id.
import { assemble, idPlaces } from './message.ts'
import type { Framing, MessageTail } from './subscriber.ts'

interface Template {
  bytes: Buffer
  /** Where in `bytes` the subscription's id stands. */
  places: readonly number[]
}

export class FramedBatch {
  readonly #messages: readonly MessageTail[]
  readonly #framing: Framing
  readonly #templates = new Map<number, Template>()

  constructor(messages: readonly MessageTail[], framing: Framing) {
    this.#messages = messages
    this.#framing = framing
  }

  /** The frames for subscribers with this id, as it stands in a header. Nobody may change them. */
  bytesFor(id: string): Buffer {
    const idBytes = Buffer.from(id)
    const template = this.#templates.get(idBytes.length)
    return template === undefined ? this.#first(id, idBytes.length) : copyFor(idBytes, template)
  }

  #first(id: string, idLength: number): Buffer {
    const bytes = assemble(this.#messages, { id, framing: this.#framing })
    this.#templates.set(idLength, { bytes, places: idPlaces(this.#messages, idLength, this.#framing) })
    return bytes
  }
}

function copyFor(id: Buffer, { bytes, places }: Template): Buffer {
  const copy = Buffer.allocUnsafe(bytes.length)
  bytes.copy(copy)
  for (const place of places) {
    // Byte by byte: a call for each id would cost more than the few bytes do.
    for (let at = 0; at < id.length; at += 1) copy[place + at] = id[at] ?? 0
  }
  return copy
}
