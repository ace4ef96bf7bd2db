// One room's log as its subscribers on this node see it: live, or from a seq on, without a hole between the two.
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../protocol/ids.ts'
import type { LogFollower, LogGap, RoomLog } from '../store/room-log.ts'
import { Replay, type Since } from './replay.ts'
import { RoomMessages, type RoomView } from './room-messages.ts'
import type { Detach, Subscriber } from './subscriber.ts'
import { Topic } from './topic.ts'

/** How far something is in the log. */
interface Position {
  epoch: Epoch
  seq: Seq
}

export class RoomFeed implements LogFollower {
  readonly #log: RoomLog
  readonly #roomId: RoomId
  readonly #messages: RoomMessages
  readonly #topic = new Topic()
  /** The last entry that the log has called back with; null before the first. */
  #head: Position | null = null
  readonly #replays = new Set<Replay>()
  /** Whose replay is over, and with which entry: they go live with the first one that comes after it. */
  readonly #caughtUp = new Map<Subscriber, Position>()

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
    const head = (epoch: Epoch): number => (this.#head?.epoch === epoch ? this.#head.seq : 0)
    const source = { log: this.#log, roomId: this.#roomId, messages: this.#messages, head }
    const replay = new Replay(source, subscriber)
    this.#replays.add(replay)
    replay.run(since, (epoch, seq) => {
      this.#replays.delete(replay)
      this.#caughtUp.set(subscriber, { epoch, seq })
    })
    return () => {
      replay.stop()
      this.#replays.delete(replay)
      this.#caughtUp.delete(subscriber)
      this.#topic.remove(subscriber)
    }
  }

  /** The next entry that the log has called back with. A replay may have read further: what it sent is not sent again. */
  onEntry(entry: Entry): void {
    this.#head = entry
    for (const [subscriber, { epoch, seq }] of this.#caughtUp)
      if (epoch === entry.epoch && seq < entry.seq) this.#goLive(subscriber)
    const message = this.#topic.empty ? null : this.#messages.entry(entry)
    if (message !== null) this.#topic.publish(message)
  }

  /** The log cannot call back with these. Everybody is told, but for those whose replay knew already, and it goes on after them. */
  onGap(gap: LogGap): void {
    this.#head = { epoch: gap.epoch, seq: gap.to }
    for (const replay of this.#replays) replay.renew(gap)
    for (const [subscriber, { epoch, seq }] of this.#caughtUp)
      if (epoch !== gap.epoch || seq < gap.to) this.#goLive(subscriber)
    const marker = this.#topic.empty ? null : this.#messages.gap(gap)
    if (marker !== null) this.#topic.publish(marker)
  }

  #goLive(subscriber: Subscriber): void {
    this.#caughtUp.delete(subscriber)
    this.#topic.add(subscriber)
  }
}
