// A destination for what moves and is not kept: each signal goes to those who are subscribed when it comes.
import { encodeTail } from './message.ts'
import type { MessageIds } from './message-ids.ts'
import type { Detach, Subscriber } from './subscriber.ts'
import { Topic } from './topic.ts'

export class SignalFeed {
  readonly #destination: string
  readonly #ids: MessageIds
  readonly #topic = new Topic()

  constructor(destination: string, ids: MessageIds) {
    this.#destination = destination
    this.#ids = ids
  }

  attach(subscriber: Subscriber): Detach {
    this.#topic.add(subscriber)
    return () => this.#topic.remove(subscriber)
  }

  tell(signal: object): void {
    const [destination, messageId] = [this.#destination, this.#ids.next()]
    this.#topic.publish(encodeTail({ destination, messageId, body: JSON.stringify(signal) }))
  }
}
