// One room's log as its subscribers on this node see it: live, or from a seq on, without a hole between the two.
import type { Entry } from '../../protocol/entry.ts'
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { RoomLog } from '../store/room-log.ts'
import { Replay, type Since } from './replay.ts'
import { RoomMessages, type RoomView } from './room-messages.ts'
import type { Detach, Subscriber } from './subscriber.ts'
import { Topic } from './topic.ts'

export class RoomFeed {
  readonly #log: RoomLog
  readonly #roomId: RoomId
  readonly #messages: RoomMessages
  readonly #topic = new Topic()
  /** The last entry that the log has called back with; 0 before the first. */
  #head = 0 as Seq
  /** Whose replay is over, and with which entry: they go live with the first one that comes after it. */
  readonly #caughtUp = new Map<Subscriber, Seq>()

  constructor(log: RoomLog, roomId: RoomId, view: RoomView) {
    this.#log = log
    this.#roomId = roomId
    this.#messages = new RoomMessages(roomId, view)
  }

  attachLive(subscriber: Subscriber): Detach {
    this.#topic.add(subscriber)
    return () => this.#topic.remove(subscriber)
  }

  /**
   * Replays what came after `since`, says CAUGHT_UP, and goes live. What the log no longer holds is told as a GAP.
   * The replay goes on after the call; an outage ends it with `subscriber.fail`.
   */
  attachSince(subscriber: Subscriber, since: Since): Detach {
    const source = { log: this.#log, roomId: this.#roomId, messages: this.#messages, head: () => this.#head }
    const replay = new Replay(source, subscriber)
    replay.run(since, (last) => this.#caughtUp.set(subscriber, last))
    return () => {
      replay.stop()
      this.#caughtUp.delete(subscriber)
      this.#topic.remove(subscriber)
    }
  }

  /** The next entry that the log has called back with. A replay may have read further: what it sent is not sent again. */
  tell(entry: Entry): void {
    this.#head = entry.seq
    for (const [subscriber, last] of this.#caughtUp) if (last < entry.seq) this.#goLive(subscriber)
    if (!this.#topic.empty) this.#topic.publish(this.#messages.entry(entry))
  }

  #goLive(subscriber: Subscriber): void {
    this.#caughtUp.delete(subscriber)
    this.#topic.add(subscriber)
  }
}
