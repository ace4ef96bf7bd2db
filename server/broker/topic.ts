// The subscribers of one destination, and the fan-out to them: messages published in one turn of the event loop are
// encoded once for each distinct (subscription id, framing) and handed on as one buffer.
import { assemble, type Addressee, type MessageTail } from './message.ts'
import type { Framing, Subscriber } from './subscriber.ts'

/** Subscribers for whom the bytes are the same. */
interface Audience extends Addressee {
  members: Set<Subscriber>
}

export class Topic {
  readonly #audiences = new Map<Framing, Map<string, Audience>>()
  #batch: MessageTail[] = []

  get empty(): boolean {
    return this.#audiences.size === 0
  }

  /** Delivers at the end of this turn, in the order of the calls. */
  publish(tail: MessageTail): void {
    if (this.empty) return
    if (this.#batch.push(tail) === 1) queueMicrotask(() => this.#flush())
  }

  /** From now on `subscriber` gets what is published; of what was published before, nothing. */
  add(subscriber: Subscriber): void {
    this.#flush()
    this.#audience(subscriber).members.add(subscriber)
  }

  /** After the call nothing more is delivered to `subscriber`. */
  remove(subscriber: Subscriber): void {
    const byId = this.#audiences.get(subscriber.framing)
    const audience = byId?.get(subscriber.id)
    if (byId === undefined || audience === undefined) return
    audience.members.delete(subscriber)
    if (audience.members.size > 0) return
    byId.delete(subscriber.id)
    if (byId.size === 0) this.#audiences.delete(subscriber.framing)
  }

  #audience({ framing, id }: Subscriber): Audience {
    let byId = this.#audiences.get(framing)
    if (byId === undefined) this.#audiences.set(framing, (byId = new Map<string, Audience>()))
    let audience = byId.get(id)
    if (audience === undefined) {
      audience = { id, framing, members: new Set() }
      byId.set(id, audience)
    }
    return audience
  }

  #flush(): void {
    const batch = this.#batch
    if (batch.length === 0) return
    this.#batch = []
    for (const byId of this.#audiences.values()) {
      for (const audience of byId.values()) {
        const bytes = assemble(batch, audience)
        for (const subscriber of audience.members) subscriber.deliver(bytes)
      }
    }
  }
}
