// One room's log as its subscribers on this node see it: live, or from a seq on, without a hole between the two.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CaughtUp, Entry, Gap } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { RoomLog, Unfollow } from '../store/room-log.ts'
import { assemble, encodeSubscriptionId, encodeTail, type MessageTail } from './message.ts'
import type { Detach, Subscriber } from './subscriber.ts'
import { Topic } from './topic.ts'

/** Where a subscriber left off. `epoch` is null where it did not say in which life of the log. */
export interface Since {
  seq: Seq
  epoch: Epoch | null
}

/** How a room's entries look on one destination. */
export interface RoomView {
  destination: string
  render(entry: Entry): string
}

export class RoomFeed {
  readonly #log: RoomLog
  readonly #roomId: RoomId
  readonly #view: RoomView
  readonly #topic = new Topic()
  /** The last entry that the log has called back with, or that was there before it was followed. */
  #head = 0 as Seq
  /** Subscribers whose replay read further than the log has called back; they join when it gets there. */
  readonly #ahead = new Map<Subscriber, Seq>()
  readonly #following: Promise<Unfollow>

  constructor(log: RoomLog, roomId: RoomId, view: RoomView) {
    this.#log = log
    this.#roomId = roomId
    this.#view = view
    this.#following = log.follow(roomId, (entry) => this.#onEntry(entry))
  }

  /** Resolves when the feed follows the log; rejects where the log is out of reach. */
  async ready(): Promise<void> {
    await this.#following
    const { last } = await this.#log.head(this.#roomId)
    if (last > this.#head) this.#head = last
  }

  /** Stops following. */
  close(): void {
    this.#following.then(
      (unfollow) => unfollow(),
      () => {},
    )
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
    const replay = { over: false }
    this.#replay(subscriber, since, replay).catch((error: unknown) => subscriber.fail(error))
    return () => {
      replay.over = true
      this.#ahead.delete(subscriber)
      this.#topic.remove(subscriber)
    }
  }

  #onEntry(entry: Entry): void {
    this.#head = entry.seq
    if (!this.#topic.empty) this.#topic.publish(this.#encode(entry))
    for (const [subscriber, seq] of this.#ahead) if (seq <= entry.seq) this.#join(subscriber)
  }

  async #replay(subscriber: Subscriber, since: Since, replay: { over: boolean }): Promise<void> {
    let cursor = await this.#startOf(subscriber, since)
    const encodedId = encodeSubscriptionId(subscriber.id)
    while (!replay.over) {
      const page = await this.#log.read(this.#roomId, { after: cursor, limit: LIMITS.pageEntries })
      if (replay.over) return
      if (page.length > 0) {
        subscriber.deliver(
          assemble(
            page.map((entry) => this.#encode(entry)),
            encodedId,
            subscriber.framing,
          ),
        )
        cursor = page.at(-1)?.seq ?? cursor
        await subscriber.drained()
        // A long replay must not keep the others waiting.
        await nextTurn()
      } else if (cursor >= this.#head) {
        return this.#goLive(subscriber, cursor)
      }
    }
  }

  /** Where the replay begins: after `since`, or after the gap that it told of. */
  async #startOf(subscriber: Subscriber, { seq, epoch }: Since): Promise<Seq> {
    const head = await this.#log.head(this.#roomId)
    const foreign = (epoch !== null && epoch !== head.epoch) || seq > head.last
    if (foreign) {
      this.#deliver(subscriber, { type: 'GAP', from: 1 as Seq, to: Math.max(seq, head.last) as Seq })
      return head.last
    }
    if (seq + 1 >= head.first) return seq
    this.#deliver(subscriber, { type: 'GAP', from: (seq + 1) as Seq, to: (head.first - 1) as Seq })
    return (head.first - 1) as Seq
  }

  /** Nothing is awaited between the last read and this, so that no entry falls between replay and live. */
  #goLive(subscriber: Subscriber, cursor: Seq): void {
    this.#deliver(subscriber, { type: 'CAUGHT_UP', seq: cursor })
    if (cursor > this.#head) this.#ahead.set(subscriber, cursor)
    else this.#join(subscriber)
  }

  #join(subscriber: Subscriber): void {
    this.#ahead.delete(subscriber)
    this.#topic.add(subscriber)
  }

  #deliver(subscriber: Subscriber, marker: CaughtUp | Gap): void {
    const tail = encodeTail({
      destination: this.#view.destination,
      messageId: `${this.#roomId}:${marker.type}:${'to' in marker ? marker.to : marker.seq}`,
      body: JSON.stringify(marker),
    })
    subscriber.deliver(assemble([tail], encodeSubscriptionId(subscriber.id), subscriber.framing))
  }

  #encode(entry: Entry): MessageTail {
    return encodeTail({
      destination: this.#view.destination,
      messageId: `${entry.roomId}:${entry.epoch}:${entry.seq}`,
      headers: `seq:${entry.seq}\nepoch:${entry.epoch}\n`,
      body: this.#view.render(entry),
    })
  }
}
