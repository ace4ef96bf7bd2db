// One rate, tried: messages are sent when they are due, whatever has become of those before, and every delivery is counted.
import type { Step } from '../plan.ts'
import type { Crowd } from './crowd.ts'
import type { Publisher } from './publisher.ts'
import { cpuSeconds } from './server-usage.ts'
import { Tally } from './tally.ts'
import { everyTurn } from './turns.ts'

/** Milliseconds: before the measured time begins, without a delivery before the rest counts as lost, and behind. */
const WARM_UP = 500
const PATIENCE = 3_000
const TOO_FAR_BEHIND = 1_000

/** Who takes part in a step. */
export interface Cast {
  crowd: Crowd
  publisher: Publisher
  serverPid: number
}

/** Resolves when the last delivery has come or is given up. */
export async function runStep(
  cast: Cast,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Step> {
  const { crowd, publisher, serverPid } = cast
  const start = performance.now()
  const measureFrom = start + WARM_UP
  const end = measureFrom + seconds * 1_000
  const tally = new Tally(crowd.size, publisher.next, measureFrom)
  crowd.onDelivery = (subscriber, message, now) => tally.delivered(subscriber, message, now)
  const behindBy = (crowd.size * rate * TOO_FAR_BEHIND) / 1_000
  const cpuBefore = cpuSeconds(serverPid)

  let due = start
  const sending = await everyTurn((now) => {
    const before = due
    for (; due <= now && due < end; due += 1_000 / rate) {
      publisher.talk()
      tally.sent(due)
    }
    if (due >= end || tally.missing > behindBy) return 'done'
    return due > before || tally.receivedSinceAsked() ? 'busy' : 'idle'
  })
  const elapsed = (performance.now() - start) / 1_000
  const cpuAfter = cpuSeconds(serverPid)
  const inTime = tally.measured
  const behind = tally.missing > behindBy
  await drain(tally)
  crowd.check()
  return {
    rate,
    deliveriesPerSecond: inTime / Math.max(elapsed - WARM_UP / 1_000, Number.EPSILON),
    p50: tally.latencies.percentile(0.5),
    p99: tally.latencies.percentile(0.99),
    lost: tally.missing,
    disordered: tally.disordered,
    behind,
    serverCpus: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / elapsed,
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
