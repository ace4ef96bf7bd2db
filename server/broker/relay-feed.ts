// A destination on which people and routes publish as they like: each message goes, as it came, to those who are subscribed
// when it comes. It is encoded once for each version of STOMP that is spoken there.
import { escapeHeader } from '../stomp/escape.ts'
import type { StompVersion } from '../stomp/frame.ts'
import type { RelayedMessage } from '../store/signals.ts'
import { encodeTail } from './message.ts'
import type { MessageIds } from './message-ids.ts'
import { headerLines } from './relayed-headers.ts'
import type { Detach, Subscriber } from './subscriber.ts'
import { Topic } from './topic.ts'

export class RelayFeed {
  readonly #destination: string
  readonly #ids: MessageIds
  readonly #topics = new Map<StompVersion, Topic>()

  /** `destination`: as its subscribers know it. */
  constructor(destination: string, ids: MessageIds) {
    this.#destination = destination
    this.#ids = ids
  }

  attach(subscriber: Subscriber): Detach {
    const topic = this.#topics.get(subscriber.version) ?? new Topic()
    this.#topics.set(subscriber.version, topic)
    topic.add(subscriber)
    return () => topic.remove(subscriber)
  }

  tell({ headers, body }: RelayedMessage): void {
    const messageId = this.#ids.next()
    for (const [version, topic] of this.#topics) {
      if (topic.empty) continue
      topic.publish(
        encodeTail({
          destination: escapeHeader(this.#destination, version),
          messageId,
          headers: headerLines(headers, version),
          body,
        }),
      )
    }
  }
}
