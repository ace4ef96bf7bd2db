// One rate, tried: messages are sent when they are due, whatever has become of those before, and every delivery is counted.
import type { Step } from '../plan.ts'
import type { Crowd } from './crowd.ts'
import type { Publishers } from './publishers.ts'
import { CpuUse } from './server-usage.ts'
import { Tally } from './tally.ts'
import { everyTurn } from './turns.ts'

/** Milliseconds: without a delivery before the rest counts as lost, and behind. */
const PATIENCE = 3_000
const TOO_FAR_BEHIND = 1_000

/** Who takes part in a step. */
export interface Cast {
  crowd: Crowd
  publishers: Publishers
  /** Of the server's nodes, and of its store, where that is a process of its own. */
  serverPids: readonly number[]
  storePid: number | null
}

/** How much is said, and for how many seconds: `warmUp` of them, before the others, count for loss and order only. */
export interface Pace {
  rate: number
  seconds: number
  warmUp: number
  /** Whether the client sleeps where it has nothing to do. */
  rests?: boolean
}

/** Resolves when the last delivery has come or is given up. */
export async function runStep(cast: Cast, { rate, seconds, warmUp, rests }: Pace): Promise<Step> {
  const { crowd, publishers, serverPids, storePid } = cast
  const start = performance.now()
  const measureFrom = start + warmUp * 1_000
  const end = measureFrom + seconds * 1_000
  const tally = new Tally({ subscribers: crowd.size, rooms: crowd.rooms }, publishers.next, measureFrom)
  crowd.onDelivery = (subscriber, message, now) => tally.delivered(subscriber, message, now)
  const behindBy = ((crowd.size / crowd.rooms) * rate * TOO_FAR_BEHIND) / 1_000
  const cpu = new CpuUse(serverPids, measureFrom)
  const storeCpu = storePid === null ? null : new CpuUse([storePid], measureFrom)

  let due = start
  const sending = await everyTurn((now) => {
    cpu.look(now)
    storeCpu?.look(now)
    const before = due
    for (; due <= now && due < end; due += 1_000 / rate) {
      publishers.talk()
      tally.sent(due)
    }
    if (due >= end || tally.missing > behindBy) return 'done'
    return due > before || tally.receivedSinceAsked() ? 'busy' : 'idle'
  }, rests)
  const elapsed = (performance.now() - start) / 1_000
  const serverCpus = cpu.sinceThen(performance.now())
  const storeCpus = storeCpu?.sinceThen(performance.now()) ?? null
  const inTime = tally.measured
  const behind = tally.missing > behindBy
  await drain(tally)
  crowd.check()
  return {
    rate,
    deliveriesPerSecond: inTime / Math.max(elapsed - warmUp, Number.EPSILON),
    p50: tally.latencies.percentile(0.5),
    p99: tally.latencies.percentile(0.99),
    lost: tally.missing,
    disordered: tally.disordered,
    behind,
    serverCpus,
    storeCpus,
    clientBusy: sending.busy,
  }
}

/** Waits for what is still to come. */
async function drain(tally: Tally): Promise<void> {
  let last = performance.now()
  await everyTurn((now) => {
    const progress = tally.receivedSinceAsked()
    if (progress) last = now
    if (tally.missing <= 0 || now - last > PATIENCE) return 'done'
    return progress ? 'busy' : 'idle'
  })
}
