// The session's own queue of refusals, `/user/queue/errors`: a command that could not be done, and why.
import type { RefusalBody } from '../../protocol/rest.ts'
import { assemble, encodeTail } from '../broker/message.ts'
import type { Detach, Feed, Subscriber } from '../broker/subscriber.ts'

export class RefusalQueue implements Feed {
  readonly roomId = null
  #subscribers: readonly Subscriber[] = []
  #count = 0

  async attach(subscriber: Subscriber): Promise<Detach> {
    this.#subscribers = [...this.#subscribers, subscriber]
    return () => {
      this.#subscribers = this.#subscribers.filter((other) => other !== subscriber)
    }
  }

  /** Tells the client, where it has subscribed, and whether it has. One that has not asked to hear of refusals only misses its receipts. */
  put(refusal: RefusalBody): boolean {
    this.#count += 1
    const body = JSON.stringify(refusal)
    for (const subscriber of this.#subscribers) {
      const { destination } = subscriber
      const tail = encodeTail({ destination, messageId: `refusal-${this.#count}`, body })
      subscriber.deliver(assemble([tail], subscriber))
    }
    return this.#subscribers.length > 0
  }
}
