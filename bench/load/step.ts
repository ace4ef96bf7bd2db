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
  serverPid: number
}

/** How much is said, and for how many seconds: `warmUp` of them, before the others, count for loss and order only. */
export interface Pace {
  rate: number
  seconds: number
  warmUp: number
}

/** Resolves when the last delivery has come or is given up. */
export async function runStep(cast: Cast, { rate, seconds, warmUp }: Pace): Promise<Step> {
  const { crowd, publishers, serverPid } = cast
  const start = performance.now()
  const measureFrom = start + warmUp * 1_000
  const end = measureFrom + seconds * 1_000
  const tally = new Tally({ subscribers: crowd.size, rooms: crowd.rooms }, publishers.next, measureFrom)
  crowd.onDelivery = (subscriber, message, now) => tally.delivered(subscriber, message, now)
  const behindBy = ((crowd.size / crowd.rooms) * rate * TOO_FAR_BEHIND) / 1_000
  const cpu = new CpuUse(serverPid, measureFrom)

  let due = start
  const sending = await everyTurn((now) => {
    cpu.look(now)
    const before = due
    for (; due <= now && due < end; due += 1_000 / rate) {
      publishers.talk()
      tally.sent(due)
    }
    if (due >= end || tally.missing > behindBy) return 'done'
    return due > before || tally.receivedSinceAsked() ? 'busy' : 'idle'
  })
  const elapsed = (performance.now() - start) / 1_000
  const serverCpus = cpu.sinceThen(performance.now())
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
