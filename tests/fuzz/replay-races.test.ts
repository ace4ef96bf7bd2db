// Subscriptions that come and go while entries are appended, in thousands of orders: each sees exactly what it should.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Broker } from '../../server/broker/broker.ts'
import type { Detach } from '../../server/broker/subscriber.ts'
import { room, seq, span } from '../contracts/samples.ts'
import { RacingLog } from '../server/broker/racing-log.ts'
import { Reader } from '../server/broker/reader.ts'
import { Random, seedFor } from '../support/random.ts'

const RUNS = 250
const STEPS = 60
const ROOM = room('a')
const VIEW = { destination: '/topic/test', form: null, render: JSON.stringify }

/** One subscription of a run: from where, and what it must have seen when it ended. */
class Subscription {
  readonly reader: Reader
  readonly since: number
  detach: Detach | null = null
  /** How much was delivered when it was ended. */
  endedAt: number | null = null

  constructor(id: string, since: number) {
    this.reader = new Reader(id)
    this.since = since
  }

  end(): void {
    this.detach?.()
    this.endedAt = this.reader.delivered.length
  }

  /** Exactly what came after `since`, in order, with one CAUGHT_UP in its place. `last`: where the log ends. */
  check(last: number): void {
    if (this.endedAt !== null) expect(this.reader.delivered).toHaveLength(this.endedAt)
    const { story } = this.reader
    const seqs = story.filter((each) => typeof each === 'number')
    expect(seqs).toEqual(span(this.since + 1, this.since + seqs.length))
    const marker = story.findIndex((each) => typeof each === 'string')
    if (marker !== -1) {
      expect(story[marker]).toBe(`=${this.since + marker}`)
      expect(story.filter((each) => typeof each === 'string')).toHaveLength(1)
    }
    if (this.endedAt !== null) return
    expect(marker).not.toBe(-1)
    expect(seqs.at(-1) ?? this.since).toBe(last)
  }
}

async function run(seed: number): Promise<void> {
  const random = new Random(seed)
  const log = new RacingLog(random)
  const broker = new Broker(log)
  const subscriptions: Subscription[] = []

  const subscribe = (): void => {
    const subscription = new Subscription(
      `s${subscriptions.length % 2}`,
      random.below(log.entries.length + 1),
    )
    subscriptions.push(subscription)
    if (random.onceIn(3)) subscription.reader.stall()
    const feed = broker.room(ROOM, VIEW, { seq: seq(subscription.since), epoch: null })
    void feed.attach(subscription.reader).then((detach) => (subscription.detach = detach))
  }
  const unsubscribe = (): void => {
    const open = subscriptions.filter(({ detach, endedAt }) => detach !== null && endedAt === null)
    if (open.length > 0) random.pick(open).end()
  }
  const actions = [
    subscribe,
    unsubscribe,
    () => log.add(ROOM),
    () => log.add(ROOM),
    () => log.step(),
    () => log.step(),
    () => log.step(),
    () => subscriptions.forEach(({ reader }) => random.onceIn(2) && reader.drain()),
  ]
  for (let step = 0; step < STEPS; step += 1) {
    random.pick(actions)()
    // At times many things happen in one turn.
    if (random.onceIn(2)) await nextTurn()
  }
  await settle(log, subscriptions)
  for (const subscription of subscriptions) subscription.check(log.entries.length)
}

/** Lets everything happen that still waits. */
async function settle(log: RacingLog, subscriptions: Subscription[]): Promise<void> {
  for (let still = 0; still < 6; still += 1) {
    for (const { reader } of subscriptions) reader.drain()
    if (log.step()) still = 0
    await nextTurn()
  }
}

it(
  '[BR6] every subscription sees each entry after its since once, in order, and CAUGHT_UP in its place',
  { timeout: 60_000 },
  async () => {
    const seed = seedFor('replay races')
    for (let turn = 0; turn < RUNS; turn += 1) {
      await run(seed + turn).catch((error: unknown) => {
        throw new Error(`The run with SEED=${seed + turn} failed.`, { cause: error })
      })
    }
  },
)
