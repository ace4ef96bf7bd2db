// The subscribers of one destination, and the fan-out to them: messages published in one turn of the event loop are
// encoded once for each distinct (subscription id, framing) and handed on as one buffer.
import { FramedBatch } from './framed-batch.ts'
import type { Addressee } from './message.ts'
import type { Framing, MessageTail, Subscriber } from './subscriber.ts'

/**
 * A fan-out takes about half of this a subscriber, most of it for the system call, whatever it carries. So the next one
 * begins this much later at the earliest: a large room that is busy spends less, and leaves time to others. Milliseconds.
 */
const REST_PER_SUBSCRIBER = 0.01
const LONGEST_REST = 5
/** Shorter rests are none: timers are no finer. */
const SHORTEST_REST = 1

/** Subscribers for whom the bytes are the same. */
interface Audience extends Addressee {
  members: Set<Subscriber>
}

export class Topic {
  readonly #audiences = new Map<Framing, Map<string, Audience>>()
  readonly #oneByOne = new Set<Subscriber>()
  #batch: MessageTail[] = []
  /** When the next fan-out may begin, by `performance.now()`. */
  #restedAt = 0

  get empty(): boolean {
    return this.#audiences.size === 0 && this.#oneByOne.size === 0
  }

  /** Delivers in the order of the calls: at the end of this turn, or some milliseconds later where the room is busy. */
  publish(tail: MessageTail): void {
    if (this.empty) return
    if (this.#batch.push(tail) === 1) this.#schedule()
  }

  /** From now on `subscriber` gets what is published; of what was published before, nothing. */
  add(subscriber: Subscriber): void {
    this.#flush()
    if (subscriber.oneByOne) this.#oneByOne.add(subscriber)
    else this.#audience(subscriber).members.add(subscriber)
  }

  /** After the call nothing more is delivered to `subscriber`. */
  remove(subscriber: Subscriber): void {
    if (this.#oneByOne.delete(subscriber)) return
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

  #schedule(): void {
    const rest = this.#restedAt - performance.now()
    if (rest < SHORTEST_REST) queueMicrotask(() => this.#flush())
    else setTimeout(() => this.#flush(), rest)
  }

  #flush(): void {
    const batch = this.#batch
    if (batch.length === 0) return
    this.#batch = []
    const began = performance.now()
    const reached = this.#tellAudiences(batch) + this.#tellOneByOne(batch)
    this.#restedAt = began + Math.min(LONGEST_REST, reached * REST_PER_SUBSCRIBER)
  }

  /** How many were told. */
  #tellAudiences(batch: readonly MessageTail[]): number {
    let reached = 0
    for (const [framing, byId] of this.#audiences) {
      const messages = carried(batch, framing)
      if (messages.length === 0) continue
      const framed = new FramedBatch(messages, framing)
      for (const audience of byId.values()) {
        if (audience.members.size > 1) give(framed, audience)
        else lend(framed, audience)
        reached += audience.members.size
      }
    }
    return reached
  }

  /** How many were told. */
  #tellOneByOne(batch: readonly MessageTail[]): number {
    for (const subscriber of this.#oneByOne) {
      for (const message of carried(batch, subscriber.framing)) subscriber.deliverOne(message)
    }
    return this.#oneByOne.size
  }
}

/** Everybody gets the same bytes. */
function give(framed: FramedBatch, { id, members }: Audience): void {
  const bytes = framed.bytesFor(id)
  for (const subscriber of members) subscriber.deliverNow(bytes)
}

/** The same bytes serve one after the other, each with another id in them. */
function lend(framed: FramedBatch, { id, members }: Audience): void {
  for (const subscriber of members) framed.lend(id, (bytes) => subscriber.deliverNow(bytes))
}

/** The messages that can go this way: a transport of text alone is spared what would break its connection. */
function carried(batch: readonly MessageTail[], { takesBytes }: Framing): readonly MessageTail[] {
  return takesBytes ? batch : batch.filter(({ isText }) => isText)
}
