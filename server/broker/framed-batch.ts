// A batch of messages as bytes for subscribers who share a framing. Ids of one length stand at the same places: the frames are
// put together once for each length, and get one id after the other.
import { assemble, idPlaces } from './message.ts'
import type { Framing, MessageTail } from './subscriber.ts'

interface Template {
  bytes: Buffer
  /** Where in `bytes` the subscription's id stands. */
  places: readonly number[]
  /** Whether somebody was given the bytes who has not let go of them. */
  held: boolean
}

export class FramedBatch {
  readonly #messages: readonly MessageTail[]
  readonly #framing: Framing
  readonly #templates = new Map<number, Template>()

  constructor(messages: readonly MessageTail[], framing: Framing) {
    this.#messages = messages
    this.#framing = framing
  }

  /** The frames for subscribers with this id, as it stands in a header, to keep. Nobody may change them. */
  bytesFor(id: string): Buffer {
    const template = this.#templateFor(id)
    template.held = true
    return template.bytes
  }

  /** Gives `take` the same. It answers true where it has let go of them: then the next id is put in their place. */
  lend(id: string, take: (framed: Buffer) => boolean): void {
    const template = this.#templateFor(id)
    template.held = !take(template.bytes)
  }

  /** One that nobody holds, with this id in its places. */
  #templateFor(id: string): Template {
    const idBytes = Buffer.from(id)
    const template = this.#templates.get(idBytes.length)
    if (template === undefined) return this.#begin(id, idBytes.length)
    if (template.held) template.bytes = copyOf(template.bytes)
    fillIn(idBytes, template)
    return template
  }

  #begin(id: string, idLength: number): Template {
    const bytes = assemble(this.#messages, { id, framing: this.#framing })
    const template = { bytes, places: idPlaces(this.#messages, idLength, this.#framing), held: false }
    this.#templates.set(idLength, template)
    return template
  }
}

function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafe(bytes.length)
  bytes.copy(copy)
  return copy
}

function fillIn(id: Buffer, { bytes, places }: Template): void {
  for (const place of places) {
    // Byte by byte: a call for each id would cost more than the few bytes do.
    for (let at = 0; at < id.length; at += 1) bytes[place + at] = id[at] ?? 0
  }
}
