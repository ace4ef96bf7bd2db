// Sends one subscriber what it has missed of a room: portion by portion, no faster than it reads, up to where live begins.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { LogGap, RoomLog } from '../store/room-log.ts'
import { assemble } from './message.ts'
import type { RoomMessages } from './room-messages.ts'
import type { MessageTail, Subscriber } from './subscriber.ts'

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
  /** The last entry of this epoch that the log has called back with; 0 where there was none. */
  readonly head: (epoch: Epoch) => number
}

/** At most so much is handed on at once, or a single entry: a page of long messages might be more than a client may be owed. */
const PORTION_BYTES = 64 * 1024
/** How many entries the first look asks for: what they weigh is not known before. */
const FIRST_LOOK = 16

export class Replay {
  readonly #source: ReplaySource
  readonly #subscriber: Subscriber
  #stopped = false
  /** Of what was sent, or is to be; null before that is known. */
  #epoch: Epoch | null = null
  /** The log has begun a new epoch meanwhile. */
  #renewed: LogGap | null = null
  /** The last entry that was sent, or where the replay began. */
  #cursor = 0 as Seq
  /** How many entries the next look asks for. */
  #look = FIRST_LOOK

  constructor(source: ReplaySource, subscriber: Subscriber) {
    this.#source = source
    this.#subscriber = subscriber
  }

  /**
   * Calls `goLive` when CAUGHT_UP has been said, with the last seq that was sent and its epoch, and in the turn of the last look
   * at the log: no entry falls between replay and live. After `stop` neither it nor the subscriber hears anything.
   */
  run(since: Since, goLive: (epoch: Epoch, last: Seq) => void): void {
    this.#run(since, goLive).catch((error: unknown) => {
      if (!this.#stopped) this.#subscriber.fail(error)
    })
  }

  stop(): void {
    this.#stopped = true
  }

  /** The log has called back with a gap: where it is of another epoch, what is replayed is no longer there. */
  renew(gap: LogGap): void {
    this.#renewed = gap
  }

  async #run(since: Since, goLive: (epoch: Epoch, last: Seq) => void): Promise<void> {
    this.#cursor = await this.#begin(since)
    let caughtUp = false
    while (!this.#stopped && !caughtUp) {
      await this.#subscriber.whenDrained(async () => {
        caughtUp = await this.#step(goLive)
      })
      // A long replay must not keep the others waiting.
      await nextTurn()
    }
  }

  /** Where the replay begins: after `since`, or after the end of a log in which that means nothing. */
  async #begin({ seq, epoch }: Since): Promise<Seq> {
    const head = await this.#source.log.head(this.#source.roomId)
    this.#epoch = head.epoch
    const foreign = seq > head.last || (seq > 0 && epoch !== null && epoch !== head.epoch)
    if (!foreign) return seq
    // Whatever the subscriber has is of no use; an empty log has no seq that could be named.
    this.#tellGap(Math.min(1, head.last), head.last)
    return head.last
  }

  /** Sends the next portion. Nothing of the log is held between two: the client may take its time. True at the end. */
  async #step(goLive: (epoch: Epoch, last: Seq) => void): Promise<boolean> {
    if (this.#stopped || this.#epoch === null) return false
    const { log, roomId, messages, head } = this.#source
    const page = await log.read(roomId, { after: this.#cursor, limit: this.#look })
    if (this.#skipsRenewed()) return false
    if (page.length > 0 || this.#cursor < head(this.#epoch)) {
      this.#sendPortion(page)
      return false
    }
    this.#deliver([messages.caughtUp(this.#cursor)])
    if (!this.#stopped) goLive(this.#epoch, this.#cursor)
    return true
  }

  /** Whether the log was renewed since the last look; then the replay goes on after what can be told no more. */
  #skipsRenewed(): boolean {
    const gap = this.#renewed
    this.#renewed = null
    if (gap === null || gap.epoch === this.#epoch) return false
    this.#epoch = gap.epoch
    this.#cursor = gap.to
    this.#tellGap(gap.from, gap.to)
    return true
  }

  #sendPortion(page: readonly Entry[]): void {
    const [first] = page
    if (first === undefined) return
    const isRenewed = first.epoch !== this.#epoch
    this.#epoch = first.epoch
    // Of another epoch everything before the page is told to be gone; of this one what the log no longer holds.
    if (isRenewed) this.#tellGap(Math.min(1, first.seq - 1), first.seq - 1)
    else if (first.seq > this.#cursor + 1) this.#tellGap(this.#cursor + 1, first.seq - 1)
    const { tails, count } = this.#encode(page)
    this.#deliver(tails)
    this.#cursor = page[count - 1]?.seq ?? this.#cursor
    // What did not fit has to be read again: as many as fitted is a good guess, and more where all did.
    const fitting = count < page.length ? count : count * 2
    this.#look = Math.min(fitting, LIMITS.pageEntries)
  }

  /** As many of the first as fit in a portion, one at least; `count` has those too that are not told. */
  #encode(page: readonly Entry[]): { tails: MessageTail[]; count: number } {
    const tails: MessageTail[] = []
    let [bytes, count] = [0, 0]
    for (const entry of page) {
      const tail = this.#source.messages.entry(entry)
      bytes += tail?.bytes.length ?? 0
      if (count > 0 && bytes > PORTION_BYTES) break
      if (tail !== null) tails.push(tail)
      count += 1
    }
    return { tails, count }
  }

  #tellGap(from: number, to: number): void {
    if (this.#epoch === null) return
    const marker = this.#source.messages.gap({ epoch: this.#epoch, from: from as Seq, to: to as Seq })
    if (marker !== null) this.#deliver([marker])
  }

  #deliver(tails: readonly MessageTail[]): void {
    if (this.#stopped || tails.length === 0) return
    if (this.#subscriber.oneByOne) for (const tail of tails) this.#subscriber.deliverOne(tail)
    else this.#subscriber.deliver(assemble(tails, this.#subscriber))
  }
}
