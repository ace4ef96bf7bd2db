// All subscriptions of one client, those that have ended among them: which one a message is for, what can be acknowledged.
import { LIMITS } from '../../../../protocol/limits.ts'
import type { StompVersion } from '../../../../server/stomp/frame.ts'
import type { Heard } from '../heard.ts'
import { DONE, refused, unsure, type Verdict } from './expectation.ts'
import { HeardSubscription, type SubscriptionWish } from './heard-subscription.ts'

/** What an ACK or NACK is about; `subscription` is null where it does not say. */
export interface Acknowledgement {
  name: string
  subscription: string | null
}

/** How often what is acknowledged is something that waits for it. */
const OF_WAITING = 0.85

export class HeardSubscriptions {
  readonly #all: HeardSubscription[] = []
  /** By what messages can be acknowledged, in the order in which they came. */
  readonly #acknowledgeable: Acknowledgement[] = []
  readonly #ackIds = new Set<string>()

  open(wish: SubscriptionWish): void {
    this.#all.push(new HeardSubscription(wish))
  }

  /** The one in effect with this id, or null. */
  find(id: string): HeardSubscription | null {
    return this.#open.find(({ wish }) => wish.id === id) ?? null
  }

  /** The first in effect at this destination, or null. */
  findAt(destination: string): HeardSubscription | null {
    return this.#open.find(({ wish }) => wish.destination === destination) ?? null
  }

  /** Whether there may be no more, or no more of this destination. */
  isFull(destination: string): boolean {
    const alike = this.#open.filter(({ wish }) => wish.destination === destination)
    const { subscriptionsPerSession, subscriptionsPerDestination } = LIMITS
    return this.#open.length >= subscriptionsPerSession || alike.length >= subscriptionsPerDestination
  }

  /** Those that hear of refusals. */
  get queues(): HeardSubscription[] {
    return this.#open.filter(({ wish }) => wish.destination === '/user/queue/errors')
  }

  /** Takes a MESSAGE in. `answered`: the last frame that is known to be done. Answers what is wrong, or null. */
  hear(message: Heard, version: StompVersion, answered: number): string | null {
    const { subscription = '', ack } = message.headers
    const possible = this.#all.filter(
      ({ wish, closedAt }) => wish.id === subscription && (closedAt === null || closedAt > answered),
    )
    const [only] = possible
    if (only === undefined) return `a MESSAGE for ${subscription}, which is no subscription`
    if (possible.length > 1) for (const each of possible) each.muddle()
    const named = version === '1.2'
    if (possible.length === 1 && (ack !== undefined) !== (named && only.acknowledges))
      return `a MESSAGE with the ack header ${ack}`
    if (ack !== undefined && this.#ackIds.has(ack)) return `a second MESSAGE with the ack header ${ack}`
    if (ack !== undefined) this.#ackIds.add(ack)
    const name = ack ?? message.headers['message-id'] ?? ''
    if (only.acknowledges) this.#acknowledgeable.push({ name, subscription })
    const faults = possible.map((each) => each.hear(message, name))
    return faults.find((fault) => fault !== null) ?? null
  }

  /** One of the messages that came, by a number from 0 to 1: most often one that waits to be acknowledged. Null before any came. */
  choose(choice: number): Acknowledgement | null {
    const waiting = this.#acknowledgeable.filter(({ name }) => this.#open.some((each) => each.knows(name)))
    const from = choice < OF_WAITING && waiting.length > 0 ? waiting : this.#acknowledgeable
    const share = choice < OF_WAITING ? choice / OF_WAITING : (choice - OF_WAITING) / (1 - OF_WAITING)
    return from[Math.floor(share * from.length)] ?? null
  }

  /** What must come of an acknowledgement. */
  judge({ name, subscription }: Acknowledgement, version: StompVersion): Verdict {
    const states = this.#candidates(subscription).map((each) => each.awaits(name))
    if (states.includes('sure')) return DONE
    const couldBe = version !== '1.2' || (/^\d+$/.test(name) && !this.#gone(name))
    return states.includes('unsure') && couldBe ? unsure('NOTHING_TO_ACK') : refused('NOTHING_TO_ACK')
  }

  /** It was sent, and was found right or may be. Not `surely`: the server may do it at another time, or not at all. */
  acknowledge({ name, subscription }: Acknowledgement, surely: boolean): void {
    const candidates = this.#candidates(subscription)
    const holders = candidates.filter((each) => each.awaits(name) === 'sure')
    const [only] = holders
    if (surely && only !== undefined && holders.length === 1) only.acknowledge(name, true)
    else for (const each of candidates) each.acknowledge(name, false)
  }

  /** Whether all that is due on the subscriptions in effect has come. `heads`: where the log of each destination ends. */
  complete(heads: ReadonlyMap<string, number>): boolean {
    return this.#open.every((each) => each.complete(heads.get(each.wish.destination) ?? 0))
  }

  get #open(): HeardSubscription[] {
    return this.#all.filter(({ closedAt }) => closedAt === null)
  }

  #candidates(id: string | null): HeardSubscription[] {
    return this.#open.filter(({ acknowledges, wish }) => acknowledges && (id === null || wish.id === id))
  }

  /** In 1.2 an id stands for one message: one that was heard, and is awaited by none, is done. */
  #gone(ackId: string): boolean {
    return this.#ackIds.has(ackId) && this.#open.every((each) => !each.knows(ackId))
  }
}
