// Sends one subscriber what it has missed of a room: page by page, no faster than it reads, up to where live begins.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { RoomLog } from '../store/room-log.ts'
import { assemble, type MessageTail } from './message.ts'
import type { RoomMessages } from './room-messages.ts'
import type { Subscriber } from './subscriber.ts'

/** Where a subscriber left off. `epoch` is null where it did not say in which life of the log. */
export interface Since {
  seq: Seq
  epoch: Epoch | null
}

/** What is replayed. */
export interface ReplaySource {
  log: RoomLog
  roomId: RoomId
  messages: RoomMessages
  /** The last entry that the log has called back with. */
  readonly head: () => Seq
}

/** At most so much is handed on at once, or a single entry: a page of long messages might be more than a client may be owed. */
const PORTION_BYTES = 64 * 1024

export class Replay {
  readonly #source: ReplaySource
  readonly #subscriber: Subscriber
  #stopped = false

  constructor(source: ReplaySource, subscriber: Subscriber) {
    this.#source = source
    this.#subscriber = subscriber
  }

  /**
   * Calls `goLive` when CAUGHT_UP has been said, with the last seq that was sent, and in the turn of the last look at the
   * log: no entry falls between replay and live. After `stop` neither it nor the subscriber hears anything.
   */
  run(since: Since, goLive: (last: Seq) => void): void {
    this.#run(since, goLive).catch((error: unknown) => {
      if (!this.#stopped) this.#subscriber.fail(error)
    })
  }

  stop(): void {
    this.#stopped = true
  }

  async #run(since: Since, goLive: (last: Seq) => void): Promise<void> {
    const { log, roomId, messages, head } = this.#source
    let cursor = await this.#begin(since)
    while (!this.#stopped) {
      const page = await log.read(roomId, { after: cursor, limit: LIMITS.pageEntries })
      if (page.length === 0 && cursor >= head()) {
        this.#deliver([messages.marker({ type: 'CAUGHT_UP', seq: cursor })])
        if (!this.#stopped) goLive(cursor)
        return
      }
      cursor = await this.#sendPage(page, cursor)
      // A long replay must not keep the others waiting.
      await nextTurn()
    }
  }

  /** Where the replay begins: after `since`, or after the end of a log in which that means nothing. */
  async #begin({ seq, epoch }: Since): Promise<Seq> {
    const head = await this.#source.log.head(this.#source.roomId)
    const foreign = seq > head.last || (seq > 0 && epoch !== null && epoch !== head.epoch)
    if (!foreign) return seq
    this.#tellGap(1, Math.max(seq, head.last))
    return head.last
  }

  /** The seq of the last entry that was sent, or `cursor` where there was none. */
  async #sendPage(page: readonly Entry[], cursor: Seq): Promise<Seq> {
    const [first] = page
    if (first !== undefined && first.seq > cursor + 1) this.#tellGap(cursor + 1, first.seq - 1)
    for (const portion of portions(page.map((entry) => this.#source.messages.entry(entry)))) {
      // Other replays of the same client wait for the same moment: who delivers must have looked in the same turn.
      for (let wait = this.#drained(); wait !== null; wait = this.#drained()) await wait
      this.#deliver(portion)
    }
    return page.at(-1)?.seq ?? cursor
  }

  /** Null where the subscriber can take more, or need not. */
  #drained(): Promise<void> | null {
    return this.#stopped ? null : this.#subscriber.drained()
  }

  #tellGap(from: number, to: number): void {
    this.#deliver([this.#source.messages.marker({ type: 'GAP', from: from as Seq, to: to as Seq })])
  }

  #deliver(tails: readonly MessageTail[]): void {
    if (!this.#stopped) this.#subscriber.deliver(assemble(tails, this.#subscriber))
  }
}

/** The same in the same order, each part as large as it may be, and never empty. */
function* portions(tails: readonly MessageTail[]): Generator<MessageTail[]> {
  let portion: MessageTail[] = []
  let bytes = 0
  for (const tail of tails) {
    if (portion.length > 0 && bytes + tail.length > PORTION_BYTES) {
      yield portion
      portion = []
      bytes = 0
    }
    portion.push(tail)
    bytes += tail.length
  }
  if (portion.length > 0) yield portion
}
