// One publisher and a room full of subscribers: at one rate, or at rising ones.
import type { Outcome, Step, Target } from '../plan.ts'
import { Crowd } from './crowd.ts'
import { Publisher } from './publisher.ts'
import { ramp } from './ramp.ts'
import { runStep } from './step.ts'

export async function measureRamp(
  target: Target,
  { subscribers, seconds, withinMs }: { subscribers: number; seconds: number; withinMs: number },
): Promise<Outcome> {
  return inRoom(target, subscribers, async (attempt, sent) => {
    const { best, steps } = await ramp((rate) => attempt({ rate, seconds }), subscribers, withinMs)
    return { kind: 'ramp', best, steps, sent: sent() }
  })
}

export async function measureSteady(
  target: Target,
  { subscribers, seconds, rate }: { subscribers: number; seconds: number; rate: number },
): Promise<Outcome> {
  return inRoom(target, subscribers, async (attempt, sent) => {
    const step = await attempt({ rate, seconds })
    return { kind: 'steady', step, sent: sent() }
  })
}

type Attempt = (pace: { rate: number; seconds: number }) => Promise<Step>

async function inRoom(
  target: Target,
  size: number,
  measure: (attempt: Attempt, sent: () => number) => Promise<Outcome>,
): Promise<Outcome> {
  const crowd = await Crowd.open(target, size)
  const publisher = await Publisher.open(target, { receipts: false })
  try {
    const cast = { crowd, publisher, serverPid: target.pid }
    return await measure(
      (pace) => runStep(cast, pace),
      () => publisher.next,
    )
  } finally {
    crowd.close()
    publisher.peer.close()
  }
}
